-- Question: what does one table of the version hold?
-- Grain: that of the table.
-- Parameters: $table_name, a table of the contract: data.grants, data.visits, data.targets, or
-- reference.regencies.
select * from query_table($table_name)
