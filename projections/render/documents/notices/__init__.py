"""The notices as letters and forms: blocks for a terminal, a page and paper.

adjustment  of an adjustment (4K)
grounds     its annex: the calculation, and what it rests on
happened    what happened, or will, as a letter says it
calculation  how a price was calculated: every comparison, every part of a formula, every entry of a sum
determined  who determined a figure, or from where a quotation is
not_final   that a price is not final
exact       the exact numbers of a letter, which never break in the middle
events      of events to come (first 4L)
conversion  of conversion (Annex A)
"""
