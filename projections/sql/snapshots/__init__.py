"""Snapshots: what the price of a long log is, kept sealed, so that a question reads only what was recorded since.

document  a snapshot as a sealed document; imports nothing heavy
since     whether what was recorded since can touch the price; imports nothing heavy
look_up   the price out of a snapshot; imports nothing heavy
made      a snapshot made of a log, in one pass
kept      the snapshots in a database: written, looked at, held against the log

A snapshot is no source of truth. It is named by the head that it stands on, it is not used where anything about it is
not as it should be, and whoever drops one loses a few seconds. Why so, and what it covers: decision 22.
"""
