"""What the tables are called, and their version: so light that a question need not wait for it."""

PREFIX = "seriesd_"
"""What the names of all our tables begin with, so that they can share a database with others."""

VERSION = "0007"
"""The version of the schema that this program writes."""

VERSION_TABLE = f"{PREFIX}tables_version"
POSITIONS_TABLE = f"{PREFIX}positions"
SNAPSHOTS_TABLE = f"{PREFIX}snapshots"
"""No reporting table: it stands beside them, and has no migrations, since what it holds can be dropped at any time."""
