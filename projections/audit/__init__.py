"""Audit: what was claimed, told and delivered, beside what the record gives.

audit               the comparison of all claims, notices and deliveries
claims              one claimed price, and where it parts from the computed one
nearest_explanation  the nearest supposition under which the two agree
verdicts            whether a claimed number is exact, as stated, or wrong
rounding            what in general would make a claim agree
notices_sent        the prices that notices stated (4K)
documents           the files attached to entries, whether they are here and whole
papers              the documents of entries, and the certificate's own words, for an explanation
verification        what `verify` proves of a ledger
rebuild             the log recorded anew, entry by entry, gives what it gave

It may import `compare`, `answers` and `certificate`; of the store the folder of documents.
"""
