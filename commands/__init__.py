"""How new facts get in and how people ask. From Python, import `seriesd`.

start        where the command begins
cli          the dispatcher of the command line
web          the workbench: the ledger in a browser
verbs        the verbs, one module each
exports      answers and rows written as files
terminal     options, printing, progress
held         a ledger kept open and in memory, for a server
api          the ledger from Python
ocf          packages of the Open Cap Format read as entries
journal      journals read as entries: YAML, JSON, JSONL, CSV
reading      what all readers of files share
keys         keys to sign with, in files of the user's own
complaining  why there is no answer, said in sentences or to a program
complaints   what is said to a program where there is no answer
telling      what an error says that is an answer
errors       what a verb says when it cannot be carried out
letting_go   what nobody needs any more is let go of while much is done
last_resort  what is said of an error that no verb foresaw

Each imports what stands below it, `projections` and the ledger.
"""
