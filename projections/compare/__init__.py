"""Two ledgers side by side: as it is and as it is supposed, as known now and as known then.

hypothesis      a log with entries out, changed or added
what_if         the answers of an edited timeline beside the ledger's own
scenarios       what-ifs that are saved, compared, promoted; `scenario_answers` how they are answered
sweep           many what-ifs over a grid; `sweep_grid` what can be varied, `sweep_tables` the result as data
readings        what hangs on each switch of the terms, and the readings relied on
knowledge       two states of knowledge: which steps changed between them, and why
changes         what recording something changes of answers given until then (A8)
differences     findings, each with its sentence
histories       where two books part: their price histories, and what was asserted
divergence      what two books that branched from one share
prices          the price of an edited log on many days
recording       what came of recording, or of taking an entry back, or would
proposals       what is proposed, what has become of it, and what recording it would do
second_look     what a careful person would look at twice in what is recorded

They may import `answers`.
"""
