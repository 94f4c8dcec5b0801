"""Reporting tables: what programs that know SQL or spreadsheets read of a ledger.

catalogue        which tables there are; here are those that say what is true from a day on
record_tables    those of what was recorded and done
columns          what a table and its columns are
dictionary       how the tables join, and a question for each
rows             the rows of all tables, made of a log in one pass over its timeline
over_time        what is true from a day on: prices, balances, shares outstanding, rights
holdings         the cap table, fully diluted, over time
terms_over_time  the terms of the certificate over time
movements        what was moved, shares and rights, from where to where
notices_told     the notices that were sent, beside the record
values           how figures stand in a row
tail             from which day on rows can change by what was recorded last
position         how far the tables are
incremental      rows from a place just before what a new entry touches

Nothing here knows a database, and every figure is one that the engine answered. It may import `answers`.
"""
