"""The record as a list: what is said of each entry, which are wanted, and how many there are of each kind.

entry           an entry as it is listed: as recorded, how it now stands, what edited it or what it edits
wanted          which entries are wanted
counts          how many there are of each type, holder, right, clause and year
"""
