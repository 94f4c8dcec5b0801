"""The reporting tables in a database: their schema, its migrations, and what keeps their rows up to date.

schema      the tables as SQL knows them, made from the catalogue; `names` what they are called; `views` over them
migrate     the schema brought to the version of this program, or back; `migrations` are the steps
runner      what keeps the rows up to date: following, rebuilding, in several processes, and how far they are
grants      who may read what is made anew
write       rows written; `read` reads them back
limits      whether the rows of a company have room in the columns of a database
checks      whether all that stands under our names is what the log and this program give
mend        what is not, made so again, where nothing is lost by it
look_up     answers read straight off the tables, with nothing heavy imported; `asking` is how, `cap_table` works one
            out of them
snapshots   what the price of a long log is, sealed, for a question that reads only what came since
behind      how far the rows of a company are behind its log, likewise
database    a file for SQLite, or PostgreSQL

The rows come from `projections.read_model`. A transaction that writes rows also writes which position of the log they
stand on, so what was interrupted is either there with its position or not there at all.
"""
