"""Workings: how each figure came about, told along the timeline beside the engine that computes it.

Nothing here computes a figure. `observer` looks on while the engine goes through a timeline, and notes of every
balance, right and price what it was made of; the figures are those that the engine holds at that moment. It is done
only for those who ask: recording and the plain answers never come here. What is noted is little; a working is made of
it when somebody asks.

kinds           the kinds of figures, each with its clause, readings and sentence
leaves          what an entry states, what the certificate fixes, and what a formula comes to
tally           running totals, tied off where somebody asks
made_of         what a total is made of, entry by entry
units           the share units of the day
terms           the terms of the certificate (9)
registers       who holds what, what is outstanding, in treasury, authorized: folds of movements
price           the course of the price, its rules and tests, the lots of rights
series_d        its preference, conversions, dividends, consents, deadlines, and what a liquidation gives
observer        all of them together, entry by entry
moments         the moments that moved the price, with what stood and was tested in them
entry           what one entry gave, taken where it stands
balances        everything that `holders` shows
"""
