"""The reporting tables in a database: their schema, its migrations, and what keeps their rows up to date.

schema      the tables as SQL knows them, made from the catalogue; `names` what they are called; `views` over them
migrate     the schema brought to the version of this program, or back; `migrations` are the steps
runner      what follows the log and writes what follows from it; `follow` for as long as one is asked to
delta       the rows that follow from what was recorded since
cache       the same for whoever looks again and again
workers     several processes that make rows
rebuild     all rows made anew beside the tables
write       rows written; `read` reads them back
tracking    how far the tables are
limits      whether the rows of a company have room in the columns of a database
check       whether the rows are those that the log gives
look_up     answers read straight off the tables, with nothing heavy imported
database    a file for SQLite, or PostgreSQL

The rows come from `projections.read_model`. A transaction that writes rows also writes which position of the log they
stand on, so what was interrupted is either there with its position or not there at all.
"""
