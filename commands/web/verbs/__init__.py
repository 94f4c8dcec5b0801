"""The verbs that bring the workbench up.

serve   the workbench over one ledger or several
open    the workbench over a file, in a browser, for a double click
"""
