"""How long things take, each beside a baseline measured in the same run: `make bench`, and `make bench-full` for all.

sections     what is measured, in its order: to add a section is to add a line there
frame        what a row is, how it is measured, printed, kept as JSON, compared and put on a page
compare      `python -m tests.benchmarks.compare A.json B.json`: the rows of two commits side by side
page         `python -m tests.benchmarks.page FILE.json`: docs/performance.md of what was measured
journal      the journal of a busy company, and the readjusting one, which the sections record
command      recording and asking with the command
tables       the reporting tables, and a price read off them
questions    questions that were once answered by several replays
branches     what-ifs, late entries and sweeps near the end of a long ledger
readjusting  the readjustments of 4E(3), beside exact folds made again for each
held         a ledger kept in memory
http         answers over HTTP
writers      eight writers to one server
"""
