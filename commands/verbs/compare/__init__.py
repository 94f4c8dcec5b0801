"""Verbs that suppose: what would be; nothing is written into the log."""
