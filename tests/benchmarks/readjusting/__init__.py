"""The readjustments of 4E(3), beside exact folds that are made again from the first day on for each of them.

rows       what is measured: the whole of deciding, and the fold of the price alone
repriced   the journal, in which rights change and end
retelling  the baseline that is promised against: the reference model, which tells everything again
plain      the least that a plain exact fold can do: the price alone, with fractions
"""
