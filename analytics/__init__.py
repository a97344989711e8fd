"""Exports are validated, stored, queried, estimated, answered, drawn, shown. Data flows one way.

    data/exports -> ingest -> store -> sql -> estimators -> answers -> charts, wording -> pages, documents, cli
                      ^                           ^   ^      |                  ^
                   contract                  methods  |      +---- Estimate     |
              (what a column is)                indicators                    i18n
                                          (what a number means)         (how it is said)

`answers` walks that line for one question: it asks the store, hands the rows to an estimator, and returns Estimates,
or a frozen answer that holds some. What a reader types in goes from a page to `methods` itself. `wording` puts
Estimates into sentences, for pages and documents alike.

Beside the line: `door` says who is let in and what each may do; `sample` makes synthetic exports from the contract,
`trials` measures methods and imports.
"""
