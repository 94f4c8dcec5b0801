"""Verbs for whoever keeps a ledger, or looks for the way: tables, help, completion; and the pages of the help.

topics          what there is to read that is about no verb: pages, entry types, readings
pages           the pages written by hand
man             the manual page
"""
