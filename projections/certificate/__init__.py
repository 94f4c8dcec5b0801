"""The certificate as tables: its clauses, and the readings that we chose.

clauses           of every clause, what the ledger does about it and where
clause_map        that table as an answer and as a page
passages          what the text of a certificate says of each clause, where somebody attached it
price_readings    the readings on which a price rests, each in a few words with what stands against it
holder_readings   those on which rests what holders have
settled_readings  those that settle what the others leave open
readings          all of them by their number, and the switches that decide some

It imports nothing but the ledger's names.
"""
