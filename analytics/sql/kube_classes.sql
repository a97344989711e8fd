-- Question: of the groups (KUBE) that run, which class of the Ministry's ladder did the last verdict record?
-- Grain: one row per group of the chosen dimensions and regency; running KUBE at least 6 months old.
-- Parameters: $as_of DATE, $picked selection STRUCT, $by VARCHAR[].
select
    grouping,
    regency_code,
    programme,
    count(*) as population,
    count(kube_class) as recorded,
    count(*) - count(kube_class) as not_recorded,
    count(*) filter (where kube_class = 'tumbuh') as tumbuh,
    count(*) filter (where kube_class = 'berkembang') as berkembang,
    count(*) filter (where kube_class = 'mandiri') as mandiri,
    0 as unvisited
from grants_at($as_of::DATE, $picked, $by::VARCHAR[])
where is_old_enough and verdict = 'running' and delivery = 'group'
group by all
order by all
