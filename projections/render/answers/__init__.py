"""Answers as blocks, one file for each: an answer goes in, and what a person is shown of it comes out.

They are called as the verbs are: `price`, `history`, `holders`, `dividends`, `waterfall`, `calendar`, `consents`,
`flags`, `clauses`, `companies`, `entries`, `audit`, `verify`, `what_if`, `sweep`, `scenarios`; `recording` is what came
of `record` and `check`, `tables` of `project`, `proposal` of `black-scholes`, `demo` the tour. `differences` stand in
several of them, and so do the sentences of `notes`, which stand under them.

They are pure: nothing is looked up, and nothing is known of where it is shown. `known` is the state of knowledge in
words, which stands beside the date in every title.
"""
