"""Verbs that ask one question each."""
