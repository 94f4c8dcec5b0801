"""Answers as plain data: as the document that the command prints, and as a data frame of pandas or polars.

documents   an answer as its JSON document, its name first
listed      a list of an answer's parts that is the whole answer too
rows        which part of an answer is its table, and its columns
frames      those rows as a frame: no number in it is a binary float
outlet      what an answer is asked for itself (`projections.members.Answer`), and where it is set
"""
