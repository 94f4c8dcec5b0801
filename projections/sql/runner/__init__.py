"""What keeps the rows of the tables up to date with the log.

runner      what follows the log and writes what follows from it; `follow` for as long as one is asked to
delta       the rows that follow from what was recorded since
cache       the same for whoever looks again and again
workers     several processes that make rows; `together` is who makes which
rebuild     all rows made anew beside the tables
beside      the snapshots that are made with the rows
tracking    how far the tables are; `standing` how far the rows of one company
"""
