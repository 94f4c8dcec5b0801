"""The terminal: the options that verbs share, and how each gives out what it answers.

answer      how every verb answers: in which form, on standard output or in a file
columns     columns of tables that are named by hand, and remembered beside the ledger
given       files that are given to a verb which asks
question    which ledger is asked, of which day, from which state of knowledge
options     the options that verbs share, and how their values are read
parser      the parser: verbs in groups, and the nearest word to a misspelt one
helping     how the help of a verb is set in lines
forms       the forms of an answer: text, Markdown, pages, PDF, Word, JSON
layout      how wide text is set, and with what emphasis and colours
pager       long text on a terminal
output      what is written to a file or a folder, whole or not at all
confirm     a question before something is written
progress    a bar for long work
taken       an answer that is taken by whoever asked, instead of being printed
streams     the encoding of standard output, and what is said in sentences beside an answer
"""
