"""Verbs that prove: why a figure is what it is, whether a claim agrees, whether the record is whole."""
