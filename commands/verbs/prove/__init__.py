"""Verbs that prove to others, who have no ledger, and that keep what proves it: heads, signatures, timestamps."""
