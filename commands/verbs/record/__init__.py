"""Verbs that put facts into the ledger, and show them as they were put.

letting_go      what nobody needs any more is let go of while much is recorded
proposing       what `record --propose` does
tables_beside   how far the reporting tables are behind what was just recorded
"""
