"""How Alembic finds the database: the connection, and its transaction, is the caller's."""

from alembic import context

from projections.tables.schema import METADATA, PREFIX

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=f"{PREFIX}tables_version",
)
context.run_migrations()
