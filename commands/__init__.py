"""How new facts get in and how people ask. From Python, import `seriesd`.

cli         the dispatcher of the command line
verbs       the verbs, one module each
exports     answers and rows written as files
terminal    options, printing, progress
api         the ledger from Python
ocf         packages of the Open Cap Format read as entries
journal     journals read as entries: YAML, JSON, JSONL, CSV
reading     what all readers of files share
complaints  what is said to a program where there is no answer
errors      what a verb says when it cannot be carried out

Each imports what stands below it, `projections` and the ledger.
"""
