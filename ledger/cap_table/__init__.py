"""The cap table: who holds what at one moment of the timeline.

state       the registers, the rights, the units, the day, and the few movements that all clauses are made of
snapshot    a state to come back to, and a second one beside it
acts        what was done on the Series D and is asked about later: conversions, consents, waivers

Only the clauses change a state; everybody else reads it. It may import `price`, `log`, `events` and `numbers`.
"""
