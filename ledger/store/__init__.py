"""The store: where the ledger touches the world, and nowhere else.

store       a ledger as its companies' logs: read, append, follow
scenarios   the streams of named what-ifs beside a log
documents   files attached to entries, kept beside the ledger under their hashes
mapper      sealed documents as stored events, and the faults of a stored chain
backend     what a place is in which a ledger is kept
sqlite      a file
postgres    a server
address     what streams and tables are called; imports nothing heavy

Ask `open_store`. It may import `log`; no other room may import it.
"""
