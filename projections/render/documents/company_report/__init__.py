"""The report on one company as blocks: the answer on its first page, then what it rests on.

document     all of it, in order
first_page   the price, what is outstanding, what hangs on a reading, what is open, and the chart of the price
history      every change of the price with its cause in words, and the shares outstanding over time
holdings     the cap table, the rights, and the room under the authorized number
payments     conversions of Series D, dividends on it
standing     what is due, what notices stated, balances that differ, and what a reader should know
rests        the readings that the figures rest on, how each step was calculated, and the log itself
parts        what several of these need
"""
