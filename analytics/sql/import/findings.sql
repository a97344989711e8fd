-- Question: what is wrong with, or worth knowing of, the records that are being imported?
-- Grain: one row per finding; notes, one row a convention that was needed in a column of a file.
-- Parameters: none.
create table findings (
    tbl VARCHAR, part INTEGER, row BIGINT, col VARCHAR, found VARCHAR, problem VARCHAR, details VARCHAR,
    is_rejection BOOLEAN DEFAULT false
);

create table notes (tbl VARCHAR, part INTEGER, row BIGINT, col VARCHAR, note VARCHAR, rows BIGINT);

create table rejected_grants (grant_id VARCHAR);
