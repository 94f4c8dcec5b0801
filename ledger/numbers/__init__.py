"""Exact numbers; no float decides anything here or above.

exact       rationals as text and back, and how they are written in words
bounded     a number between two certified integers, with the recipe that gives it exactly when somebody asks
figure      a number of an answer: compared and computed with like a fraction, and shown as people and programs read it
spelling    how a figure is written in a formatted string
lazy        sequences whose members are made at the first look
days        dates and moments, read as they are written
given       what a caller gives, read when it is given, and refused by its name

It imports nothing of the ledger but `names` and `errors`.
"""
