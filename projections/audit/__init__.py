"""Audit: what was claimed, told and delivered, beside what the record gives.

audit               the comparison of all claims, notices and deliveries
findings            what it finds, as values
effects             what a wrong claim does, in shares and in money
claims              one claimed price, and where it parts from the computed one
nearest_explanation  the nearest supposition under which the two agree, and those like it
suppositions        the other prices that are tried for it
plainness           which of them is the nearest, and when one says little
verdicts            whether a claimed number is exact, as stated, or wrong
rounding            what in general would make a claim agree
notices_sent        the prices that notices stated (4K)
documents           the files attached to entries, whether they are here and whole
papers              the documents of entries, and the certificate's own words, for an explanation
recordings          who recorded what, when and why, and the head after it
verification        what `verify` proves of a ledger
keeping             backups, what was restored of them, and the rights in a database
proofs              what a proof or a seal from outside shows, and what it does not
rebuild             the log recorded anew, entry by entry, gives what it gave

It may import `compare`, `answers` and `certificate`; of the store the folder of documents.
"""
