"""Explanations: why a figure is what it is, down to the entries.

steps           the Conversion Price, step by step, or what one entry did to it
told            a whole timeline told once, for whoever asks about many of its steps
until           when all that matters to a question has been told
readjustment    a replay beside what was first recorded (4E(3), 9)
balances        balances, and payouts of a liquidation
edit            a void or a correction of the record
clauses         what each clause of the certificate moved
refusal         a refusal, with the figures that its rule looked at
cited           the entries and the clauses that an explanation cites
audit           every difference that an audit found

They arrange workings, told in one pass over the timeline, and hold no computation of their own. They may import every
room below.
"""
