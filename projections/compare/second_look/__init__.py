"""What a careful person would look at twice in entries that are recorded: notes, and never a refusal.

look         `second_look`, the table of the rules, and which of their notes are serious
around       an entry in its place: what stood before it, what stands after it
dates        days that can hardly be meant
money        money that is missing, or far from the prices of late
moves        shares and prices that one entry moves far
ratios       which way a split goes, and decimals that stand for a fraction
alike        what is probably recorded already
newcomers    holders that no entry named before, and names that somebody no longer goes by

Each rule is a small function of an entry in its place. Notes are said as of the end of a recording, in its answer
alone: they are about how it was typed, not about what the certificate makes of it.
"""
