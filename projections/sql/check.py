"""Whether the rows in the tables are those that the log gives when it is projected anew."""

from sqlalchemy import Engine

from projections.read_model.catalogue import Row, Table
from projections.read_model.rows import Rows
from projections.sql.database import is_there, reading
from projections.sql.limits import no_room
from projections.sql.migrate import version_of
from projections.sql.names import VERSION
from projections.sql.read import rows_in
from projections.sql.runner.delta import NOWHERE
from projections.sql.runner.tracking import Standing, standings
from projections.sql.schema import TABLES


def standing_in(engine: Engine, company: str) -> Standing | None:
    """Where the rows of a company stand, `NOWHERE` if it has none; None where no tables of today's version are."""
    if not is_there(engine):
        return None
    with reading(engine) as connection:
        return standings(connection).get(company, NOWHERE) if version_of(connection) == VERSION else None


def differences(engine: Engine, company: str, standing: Standing, head: str | None, expected: Rows) -> list[str]:
    """Every table whose rows are not those that the log up to their position gives, a sentence each.

    `head` is the hash of the entry at that position, None where the log has none there.
    """
    if head != standing.head:
        said = f"the reporting tables stand on another log than this one at position {standing.position}"
        return [f"{said}; project --rebuild"]
    if (no_room(company, expected) is None) != (standing.no_room is None):
        said = "have" if standing.no_room is None else "have no"
        return [f"the reporting tables {said} room for {company}, other than they say; project --rebuild"]
    if standing.no_room:
        expected = {table: [] for table in expected}
    with reading(engine) as connection:
        found = {table: rows_in(connection, table, company) for table in TABLES}
    return [sentence for table in TABLES for sentence in _differences(table, found[table], expected[table])]


def _differences(table: Table, found: list[Row], expected: list[Row]) -> list[str]:
    missing, strange = len(set(expected) - set(found)), len(set(found) - set(expected))
    if not missing and not strange:
        return []
    said = f"the reporting table {table.name} lacks {missing:,} of its rows and has {strange:,} that are not its own"
    return [f"{said}; `seriesd project --rebuild` makes them anew"]
