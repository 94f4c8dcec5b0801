"""How Alembic finds the database: the connection, and its transaction, is the caller's."""

from alembic import context

from projections.sql.names import VERSION_TABLE
from projections.sql.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
)
context.run_migrations()
