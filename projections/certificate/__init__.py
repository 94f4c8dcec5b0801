"""The certificate as tables: its clauses, and the readings that we chose.

clauses         of every clause, what the ledger does about it and where
clause_map      that table as an answer and as a page
readings        the readings in a few words, and the switches that decide some

It imports nothing but the ledger's names.
"""
