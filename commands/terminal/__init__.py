"""The terminal: the options that verbs share, what is printed, bars that say how far long work is.

common          opening the ledger that was asked for, dates, printing
options         the options that every verb has
output          documents given out, to a file or a folder, whole or not at all
report          an explanation on standard output
differences     findings as a table
progress        a bar for long work
streams         the encoding of standard output
"""
