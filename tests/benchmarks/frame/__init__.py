"""The frame of the benchmarks: it knows what a row is, and nothing of what is measured.

row        a row: the times of its runs, those of its baseline, what is promised, and how it grows
measure    how a section measures: the runs, the sizes, the budget, the ledgers that several sections ask
table      rows as they are printed
document   rows as JSON, and back
running    sections measured one after the other, with what each costs
"""
