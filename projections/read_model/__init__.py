"""Reporting tables: what programs that know SQL or spreadsheets read of a ledger.

`catalogue` says which tables there are and what each column means; `fold` makes their rows from a log, in one walk over
the timeline. Nothing here knows a database, and every figure is one that the engine answered.
"""
