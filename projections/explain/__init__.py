"""Explanations: why a figure is what it is, down to the entries.

steps           the Conversion Price, step by step, or what one entry did to it
moment          a moment of the timeline, with what was outstanding and tested in it
readjustment    a replay beside what was first recorded (4E(3), 9)
reliance        the readings and switches that a step relied on
balances        balances, and payouts of a liquidation
edit            a void or a correction of the record
refusal         a refusal, with the figures that its rule looked at
audit           every difference that an audit found

They arrange workings and hold no computation of their own. They may import every room below.
"""
