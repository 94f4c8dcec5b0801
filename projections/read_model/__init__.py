"""Reporting tables: what programs that know SQL or spreadsheets read of a ledger.

catalogue     which tables there are and what each column means
rows          the rows of all of them, made of a log in one pass over its timeline
over_time     what is true from a day on: prices, balances, shares outstanding, rights
values        how figures stand in a row
tail          from which day on rows can change by what was recorded last
position      how far the tables are
incremental   rows from a place just before what a new entry touches

Nothing here knows a database, and every figure is one that the engine answered. It may import `answers`.
"""
