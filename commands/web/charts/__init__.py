"""Answers as documents that a page draws its charts of. What a chart says is said here; the page words nothing.

A document is JSON (`documents` has its shape): exact figures as text, as the house writes them, and beside them places
on the page, which are floats and are never shown. The script that draws it is `commands/web/static/charts/charts.js`.

price       the Conversion Price: a step for each change, a mark for each cause
audit       the same with a dot for each claim
overlay     two or three histories over one another
ownership   who has what part of the whole, over time
sweep       a grid of scenarios as a map
waterfall   payout against assets in a liquidation
stops       the moments or days between which two handles choose
steps       a curve in steps, and marks on it
axes        places, and the lines for the eye with what stands beside them
documents   the shape of a document
"""
