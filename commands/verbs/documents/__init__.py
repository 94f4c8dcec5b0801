"""Verbs that give something out: letters, files, tables."""
