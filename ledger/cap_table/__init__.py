"""The cap table: who holds what at one moment of the timeline.

state       the register, the rights, the units, the day and the course of the price, all of one moment
register    who holds what: the fold of movements
accruals    lots of Series D by the dividends accrued on them, and dividends that are owed
record_dates  who held what when the holders of a dividend were determined
days_gone   the price in effect on each day gone by
movements   what an entry moved, from where to where
following   what follows a holder to another name, or to the holder that it becomes one with
snapshot    a state to come back to, and a second one beside it
acts        what was done on the Series D and is asked about later: conversions, consents, waivers, balances that differ

Only the clauses change a state; everybody else reads it. It may import `price`, `log`, `events` and `numbers`.
"""
