"""The terminal: the options that verbs share, and how each gives out what it answers.

answer      how every verb answers: in which form, on standard output or in a file
common      opening the ledger that was asked for, and the dates asked of
options     the options that every verb has, and how their values are read
layout      how wide text is set, and with what
pager       long text on a terminal
output      what is written to a file or a folder, whole or not at all
progress    a bar for long work
streams     the encoding of standard output
"""
