"""Explanations to be read aloud: headings, sentences and tables.

steps           the price, step by step
workings        a working in sentences, numbered like the paragraphs of an opinion; `expressions` writes their formulas
balances        balances and payouts
edit            an edit of the record
refusal         a refusal
"""
