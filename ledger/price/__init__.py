"""The price as a fold of its own: the formula of 4E, the rights of 4E(1) to 4E(3), and the course of the price.

Everything in this package is in base units: the share units at the beginning of the timeline. A split changes the
units and nothing else (A26), so that in base units a price and a strike of different days can be compared as they are.

course      the course: every fact with the price after it, and why it may be made again from any of them on
fold        what one fact makes of the price: what is tested, what triggers, what is deemed issued
facts       what can move the price; the points and steps that follow
triggers    what a right remembers of its tests
rights      options and convertibles as lots on equal terms
deductions  what is deducted from a consideration for the rights issued with it, until they end (A59)
formula     the test of a Trigger Issuance, and (A·B + D) / (A + C)
same_day    whether the order of one day's issues decides (A5)

It may import `events` and `numbers`, and knows nothing of who holds what.
"""
