-- Question: what may a large, clean export of grants look like?
-- Grain: one row per grant, the columns in the order of the contract; drawn by a hash of its number, so always the
--   same.
-- Parameters: grants INTEGER; prefix VARCHAR, before every id; regency_codes, regency_names VARCHAR[].
-- Disbursed 2017 to 2024, so that five visits lie before 30 June 2026.
with

drawn as (
    select range as grant_number, (hash(range) >> 1)::BIGINT as draw from range(1, $grants + 1)
),

disbursed as (
    select *, date '2017-01-01' + (draw % 2900)::INTEGER as disbursed_on from drawn
),

granted as (
    select
        *,
        case when draw % 3 = 0 then 'KUBE' when year(disbursed_on) < 2024 then 'WRSE' else 'UEP' end as programme,
        (1 + draw // 7 % len($regency_codes))::INTEGER as regency_number
    from disbursed
)

select
    format('{}{}-{}-{:07d}', $prefix, programme, year(disbursed_on), grant_number) as grant_id,
    programme,
    $regency_names[regency_number] as regency,
    $regency_codes[regency_number] as regency_code,
    format('Kecamatan {}', 1 + draw // 11 % 20) as district,
    case when draw % 8 > 0 then format('Desa {}', 1 + draw // 13 % 30) end as village,
    ['Warung sembako', 'Kue basah', 'Budidaya ikan', 'Ternak ayam', 'Gorengan', 'Menjahit, bordir', 'Kios pulsa',
        'Es buah', 'Bengkel motor', 'Kerajinan rotan'][1 + draw // 17 % 10] as business_type,
    case
        when programme = 'KUBE' then 10000000 + draw // 19 % 31 * 500000
        else 3000000 + draw // 19 % 7 * 500000
    end as amount_idr,
    if(programme = 'KUBE', 5, 1) as members,
    if(programme = 'KUBE', null, format('{}P{:07d}', $prefix, grant_number)) as recipient_id,
    case when draw % 2 = 0 then ['Mesin jahit', 'Kompor, panci, bahan baku', 'Bibit dan pakan'][1 + draw // 23 % 3] end
        as goods,
    draw // 29 % 3 > 0 as mentored,
    case when draw % 5 > 1 then 300000 + draw // 31 % 60 * 50000 end as baseline_turnover_idr,
    if(programme = 'KUBE', draw // 37 % 6, null) as women_members,
    if(programme = 'KUBE', null, if(draw // 41 % 4 = 0, 'M', 'F')) as recipient_sex,
    disbursed_on,
    if(draw // 43 % 3 = 0, null, disbursed_on - 30) as assessed_on,
    if(draw // 43 % 3 = 0, null, true) as verified,
    ['DTKS', 'P3KE', 'PKH'][1 + draw // 47 % 3] as poverty_register,
    year(disbursed_on) as budget_year,
    ['APBD', 'APBN'][1 + draw // 53 % 2] as funding_source
from granted
