"""The letters: who has been told of what, each letter as it is mailed, and what is recorded once it was.

all         these pages
matrix      event by holder: due, written, mailed, contradicted since
letter      one letter, before it is mailed
due         all that are due, in one file; recorded as mailed
lists       the list of letters that were written, as it is sent and as a form has it
"""
