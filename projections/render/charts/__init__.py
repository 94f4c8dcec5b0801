"""Charts: of the price and of payouts for a terminal, heat maps, and drawings for pages and paper.

price       the Conversion Price: a step for each change
payout      payout against assets in a liquidation
heat_map    a grid of two axes, a colour for each scenario
drawing     a curve in steps as a vector image; `curves` over an amount
axes        heights at round numbers, days up to the one asked of
labels      causes beside their marks, or numbered
terminal    drawings in letters
"""
