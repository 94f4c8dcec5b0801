"""The certificate as tables: its clauses, its rules, and the readings that we chose.

clauses         of every clause, what the ledger does about it and where
clause_map      that table as an answer and as a page
readings        the readings in a few words, and the switches that decide some
rules           the rule behind each refusal
remedies        what to do about each refusal and flag
touches         which flags touch which answer

It imports nothing but the ledger's names.
"""
