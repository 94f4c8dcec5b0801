"""Verbs that put facts into the ledger, and show them as they were put.

proposing       what `record --propose` does
tables_beside   how far the reporting tables are behind what was just recorded
"""
