-- Question: what happened on which day that a trend should be read beside?
-- Grain: one row per event.
-- Parameters: $file, the shipped table.
create table reference.events as
select date::DATE as happened_on, programme, words_id, words_en, source
from read_csv($file, all_varchar = true)
