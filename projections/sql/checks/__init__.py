"""Whether all that stands in the database under our names is what the log and this program give.

held         all of it for a company: how far its rows are, and what is wrong
rows         the rows of a company against those that its log gives
places       positions, tracking, and rows of companies that the ledger does not have
structure    the tables, and all that is called like one, against what this program makes
views        the definitions of the views
objects      what a table, a view and all about them are, whatever database they stand in
in_sqlite    what is there, as SQLite tells it
in_postgres  likewise PostgreSQL
fault        what can be wrong, kind by kind, and what mends each

Nothing is mended here: `projections.sql.mend` does that.
"""
