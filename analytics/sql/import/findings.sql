-- Question: what is wrong with, or worth knowing of, the records that are being imported?
-- Grain: one row per finding; notes, one row a convention that was needed in a column of a file; left_out, one row per
--   record that is not loaded for what it says of itself, with its keys.
-- Parameters: none.
create table findings (
    tbl VARCHAR, part INTEGER, row BIGINT, col VARCHAR, found VARCHAR, problem VARCHAR, details VARCHAR,
    is_rejection BOOLEAN DEFAULT false
);

create table notes (tbl VARCHAR, part INTEGER, row BIGINT, col VARCHAR, note VARCHAR, rows BIGINT);

create table rejected_grants (grant_id VARCHAR);

create table left_out (
    tbl VARCHAR, part INTEGER, row BIGINT, reason VARCHAR, col VARCHAR, value VARCHAR,
    grant_id VARCHAR, visit_id VARCHAR, visited_on DATE, year BIGINT, regency_code VARCHAR, programme VARCHAR
);
