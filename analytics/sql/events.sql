-- Question: what happened on which day that a trend should be read beside?
-- Grain: one row per event, the earliest first; programme null: all of them.
-- Parameters: none.
select happened_on, programme, words_id, words_en, source
from reference.events
order by happened_on
