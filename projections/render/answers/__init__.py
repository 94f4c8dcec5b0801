"""Answers as blocks, one file for each: an answer goes in, and what a person is shown of it comes out.

They are called as the verbs are: `price`, `history`, `holders`, `dividends`, `waterfall`, `calendar`, `consents`,
`flags`, `clauses`, `companies`, `prove` of proofs and seals, `letters` of several notices, and
`notices` as they all stand; the sentences of `notes` stand under them.

record      what was put in: recordings, the record as a list, the tables, the tour
audit       what was proved, and what keeps a ledger
compare     what is supposed, and what differs then

They are pure: nothing is looked up, and nothing is known of where it is shown. `known` is the state of knowledge in
words, which stands beside the date in every title.
"""
