"""Explanations to be read aloud: headings, sentences and tables.

steps           the price, step by step; `rules` has the sentences of the rule of a step
workings        workings, numbered like the paragraphs of an opinion; `expressions` writes their formulas
balances        balances and payouts
edit            an edit of the record
refusal         a refusal
"""
