-- Question: what does a cell say that is already written canonically?
-- Grain: macros, one per kind of column; null means that the rules of ingest/values.py must read the cell.
-- Parameters (of the macros): cell, VARCHAR; allowed, VARCHAR[].
create or replace macro is_blank(cell) as
cell is null
or (
    strlen(cell) <= 4
    and lower(trim(cell)) in ('', '-', '--', '---', '–', '—', 'n/a', '#n/a', 'nan', 'null', 'nil', '.')
);

-- The words of values.NULL_WORDS.
create or replace macro is_null_word(cell) as
strlen(cell) <= 20
and lower(cell) in (
    'none', 'tidak ada', 'tdk ada', 'kosong', 'blank', 'undefined', 'tidak diketahui', '(none)', '(null)', '(kosong)',
    '(blank)', '<na>', 'n.a.', 'n.a', 'n a', 'n-a', 'tidak_ada'
);

create or replace macro clean_text(cell) as case
    when
        strlen(cell) <= 200
        and regexp_full_match(cell, '[!-~]+( [!-~]+)*')
        and not regexp_matches(
            cell,
            '(\d[^A-Za-z0-9]{0,3}){6}\d|\d[.,;] ?-?\d|@|(?i:[(\[{] ?[ae]t|\bat\b|www|\b(rek|hp|wa|te?lp)\b)|[/+:][A-Za-z0-9/]'  -- noqa: LT05
        )
        and not starts_with(cell, '#')
        and not is_blank(cell)
        and not is_null_word(cell)
        then cell
end;

-- Letters, then at most 15 digits, so that no NIK can pass. Three or four letters, a mark and two or four digits may be
-- a month that a spreadsheet made. Up to eight digits alone are no phone number. What has a dot and a slash may be a
-- link, and the word before a number may say that it is a phone's.
create or replace macro clean_code(cell) as case
    when
        strlen(cell) <= 64
        and regexp_full_match(cell, '[A-Za-z]{1,12}([-_/.:][A-Za-z]{1,12})*([-_/.:]?\d{1,4})?[-_/.:]?\d{1,11}|\d{1,8}')
        and not (contains(cell, '.') and contains(cell, '/'))
        and not list_contains(['HP', 'WA', 'TE', 'TL', 'PH', 'NO'], upper(left(cell, 2)))
        and not (strlen(cell) between 6 and 9 and regexp_full_match(cell, '[A-Za-z]{3,4}[-/]\d{2,4}'))
        then upper(cell)
end;

create or replace macro clean_date(cell) as case
    when cell like '____-__-__' then try_cast(cell as date)
end;

create or replace macro clean_number(cell) as case
    when regexp_full_match(cell, '\d{1,15}') then try_cast(cell as bigint)
end;

create or replace macro clean_rupiah(cell) as clean_number(cell);

create or replace macro clean_count(cell) as clean_number(cell);

create or replace macro clean_year(cell) as clean_number(cell);

create or replace macro clean_boolean(cell) as case cell when 'true' then true when 'false' then false end;

create or replace macro clean_choice(cell, allowed) as case when list_contains(allowed, cell) then cell end;
