"""What happened, and what the certificate makes of it. Pure but for the store.

engine      replays an edited timeline: recording, branches, one pass for any question
clauses     one module for each clause: what an entry does, what is refused
cap_table   who holds what at one moment, and the places to come back to
store       the log in SQLite or PostgreSQL; the only room with I/O
price       the Conversion Price as a fold of its own
proof       proof for those who have no ledger: what stands under a head, and seals
log         entries as recorded, sealed in a chain, and the timeline that they make
events      what an entry of each type holds
numbers     exact numbers, and certified bounds of those that grow long; days and moments
names       the nearest known name
sharing     lists and tables that share what they have in common
shown       how words from outside are shown: nothing unseen in them, and no password
errors      what all errors of the program have in common

Each room imports what stands below it. `rules` is what a rule is as a value, declared beside its clause. `refusals` and
`working` are the two values that it is answered with: what is said where an entry breaks one, and how a figure came
about.
"""
