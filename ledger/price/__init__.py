"""The price as a fold of its own: the formula of 4E, the rights of 4E(1) to 4E(3), and the course of the price.

Everything in this package is in base units: the share units at the beginning of the timeline. A split changes the
units and nothing else (A26), so that in base units a price and a strike of different days can be compared as they are.

course      the course: every fact with the price after it, and why it may be made again from any of them on
facts       what can move the price; the points and steps that follow
fold        what one fact makes of the price: what is tested, what triggers, what is deemed issued
points      what stood after each fact, made when asked for; places to come back to
stretch     so many facts with the prices after them: floats, between bounds, and exact
columns     what the facts of a stretch were found to do, and for which prices each surely does it again
refold      the fold made again from a fact on, looking only at what may do something else
foresight   all prices and tests of a stretch at once
floats      what a float may be asked about a price
sizes       how long a stretch is
triggers    what a right remembers of its tests
rights      options and convertibles as lots on equal terms
deductions  what is deducted from a consideration for the rights issued with it, until they end (A59)
formula     the test of a Trigger Issuance, and (A·B + D) / (A + C)
same_day    whether the order of one day's issues decides (A5)

It may import `events` and `numbers`, and knows nothing of who holds what.
"""
