"""Exports are validated, stored, queried, estimated, drawn, shown. Data flows one way.

    data/exports -> ingest -> store -> sql -> estimators -> charts -> pages -> reader
                      ^                          |  Estimate  |         ^  ^
                   contract                      v            v         |  |
                (what a column is)           indicators ------+---------+ text
                                        (what a number means)    (how it is said)

`figures` walks that line for one indicator: it asks the store, hands the rows to the estimator that the
registry names, and returns Estimates. `curves` and `spread` give by the same way what lies around a number: the
curve, the funnel, the pooled cells; `monitoring` draws whom to visit next; `planning` says what the records can
tell of the amount; `briefing` gathers what the printed memo shows. The pages and the command line call these;
what a reader types in, a page hands to the estimators itself. `wording` puts Estimates into sentences, for the
pages and the memo alike.
"""
