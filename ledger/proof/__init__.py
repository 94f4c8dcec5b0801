"""Proof for those who have no ledger, and what they keep of one.

proofs      that an entry stands under a head, and that a head goes on from another: made
proved      whether such a proof holds
statements  seals: what a whole ledger was at a moment, for others to keep, to sign and to have dated
witnessed   the heads of another's ledger, kept in a chain of lines
handed      documents from outside, read strictly

Pure: bytes in, values out. It may import `log` and `numbers`.
"""
