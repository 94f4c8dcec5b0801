"""Workings: how each figure came about, told along the timeline beside the engine that computes it.

Nothing here computes a figure. `telling` goes through a timeline with the engine, one entry at a time, and notes of
every balance, right and price what it was made of; the figures are those that the engine holds at that moment. It is
done only for those who ask: recording and the plain answers never come here.

leaves          what an entry states, what the certificate fixes
tally           running totals, tied off where somebody asks
registers       who holds what, what is outstanding, in treasury, authorized
rights          the lots of options and convertibles through exercise, change and end
testing         the test of 4E: what was tested, against which price, and what came of it
prices          the rules that give a price (4E, 4F, 4G, 4H, 9)
course          the course of the price through all of them, and its replays
preference      Stated Value and accruals
telling         all of them together, entry by entry
conversions     entitlements and cut-backs (4A, 4D, A45); votes (5)
deadlines       by when a certificate is due, and by when a notice is mailed (4C, 4L)
dividends       what a dividend gives, what accrues (2, 3)
liquidation     who gets what, and when converting first is better (3)
thresholds      consents (6, 9, 10)
balances        everything that `holders` shows
watch           what one entry gave, taken where it stands
"""
