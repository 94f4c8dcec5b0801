"""The proof: the ledger verified, heads that somebody kept held against it, and what is handed to others or comes back.

page      the page: what was verified last, and what is asked of it
kept      what was verified last, with its moment
heads     heads and keys as they are pasted
"""
