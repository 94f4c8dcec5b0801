"""A ledger kept open and in memory, for whoever answers many questions about it: a server, above all.

held      a ledger kept open: what stands in it now, read once however many ask
company   one company of it as it stood when it was read: its log, its head, and what answers from them
once      what is made when somebody first asks for it, by one of them; and a few things kept of many

Ask `Held.now`. It may import `api`, `projections` and the ledger.
"""
