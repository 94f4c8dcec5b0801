"""Verbs that put facts into the ledger, and show them as they were put."""
