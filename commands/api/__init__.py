"""The ledger from Python; whatever the command line answers, it asks here.

ledger          a company's ledger, opened by URL: recording, and the questions
questions       what can be asked, each answered from the log
explaining      why a figure is what it is, and the documents beside it
proving         what shows others what stands in it: proofs and seals, made and checked
known           the log as it is known, and the book that replays it; all that is asked stands on it
audit_trail     the recordings: who recorded what, when and why
companies       which company of a ledger is meant, and when a further one may be begun
given           what a question is given, read exactly: days, moments, numbers and names
data            answers as plain data: documents and data frames
decide          each entry on trial in turn, and what is to be said of it all
documents       a file kept beside the ledger, and then recorded as attached to an entry
mending         an entry taken back, with what rests on it
writer          who records and why, and the key of a batch; `moments` is what the clock says, where it can be right
done            what was written so far, for whoever is interrupted
proposals       entries that one person proposes and another approves
retry           trying again after a conflict with another writer
session         a ledger loaded once, to be asked many times
scenarios       what-ifs saved under a name; `scenario_rules` says what may become of one
sweep           the scenarios of a grid in one process, in several, or on a cluster
cluster         the scheduler of a cluster, asked, or why it cannot be
black_scholes   a value for Additional Rights to propose to the Board (4E(5))

Its face is the module `seriesd`. It may import `projections` and the ledger, and no other room of the commands.
"""
