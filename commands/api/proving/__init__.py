"""Proofs from Python: made for others of a ledger, and checked, with a ledger or without.

asking      what a ledger is asked for: the proof of an entry, that it goes on from a head, its seal
checking    a proof or a seal that was handed in, checked against what is trusted
standing    what stands in a ledger as proofs are made of it, and what it is held against
given       proofs, seals and heads as they are given: a document, a file, the digits of a head
timestamps  the timestamps of seals (RFC 3161)

The verbs that prove to others ask here. It may import what the rest of `commands.api` may.
"""
