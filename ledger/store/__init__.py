"""The store: where the ledger touches the world, and nowhere else.

store       a ledger as its companies' logs: read, append, follow
scenarios   the streams of named what-ifs beside a log
proposals   the streams of what is proposed beside a log
documents   files attached to entries, kept beside the ledger under their hashes
recording   how a recording is closed: with who wrote it, and the hash of the whole store
heads       the head of the store as it ended with the recording of an entry
whole       a whole store held against its recordings
restoring   whole ledgers copied: backed up, and restored
files       files that are there whole or not at all
stream      what a stream is, its end and the list that names it
mapper      sealed documents as stored events, and the faults of a stored chain
places      the place that a URL names
backend     what a place is in which a ledger is kept
sqlite      a file
postgres    a server
address     what streams and tables are called; imports nothing heavy

Ask `open_store`. It may import `log`; no other room may import it.
"""
