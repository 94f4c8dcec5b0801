"""A ledger in a file.

place       the file: found or made, written to and read, with the library's recorder
faults      what can be wrong with it
reading     events by its index, and where a damaged one would hide some
watching    whether anything in it has become otherwise
"""
