"""Verbs for whoever keeps a ledger, or looks for the way: tables, backups, rights; help and its pages, completion.

whole           what the verbs share that are about a whole ledger
topics          what there is to read that is about no verb: pages, entry types, readings
pages           the pages written by hand
man             the manual page
"""
