"""XLSX: six sheets for people, each to be printed, and behind them the reporting tables that they are made of.

book        the file: which sheets there are, in which order
extract     what is said of each company
page        a sheet for people: its title, its head, how it is printed
people      the six sheets for people, in order
summary     the answer, both clocks, the head of the log
prices      every change of the price, with the formula worked out again
cap_table   who holds what, with parts and totals as formulas, and the room under the authorized number
rights      options, warrants and convertibles outstanding
payments    conversions of Series D, and dividends on it
entries     the record, entry by entry, and what should be known of it
tables      the tables behind: a cover, balances, columns explained, a sheet for each; `checks` the formulas beside them
cells       values as cells
"""
