"""The reference model: slow, obvious, independent of the engine.

model                     judge(entries), and all that it answers
record                    entries, edits, and the timeline that results
fold                      the timeline told from its first day
rights                    Options and Convertible Securities, by tranche
series_d                  the register of the Series D, accrued dividends and debts
liquidation               section 3
notices                   4C, 4K and 4L, so far as no calendar of business days is needed
figures                   the figures of the reading, first edition, as data
figures_second_edition    those that the second edition added or changed
timelines                 journals for property tests, first edition
timelines_second_edition  the same with all that the second edition added; one journal for every number

CHOICES.md says what the model does where the texts leave a choice.
"""
