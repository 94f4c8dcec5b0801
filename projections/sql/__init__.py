"""The reporting tables in a database: their schema, its migrations, and what keeps their rows up to date.

The rows come from `projections.read_model`. A transaction that writes rows also writes which position of the log they
stand on, so what was interrupted is either there with its position or not there at all.
"""
