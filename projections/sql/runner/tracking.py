"""How far the tables are: per company, and in the notification log of the ledger."""

from datetime import UTC, datetime

import sqlalchemy as sa
from eventsourcing.persistence import Tracking
from sqlalchemy import Connection, Engine

from ledger.store.address import TABLE
from projections.sql.database import reading
from projections.sql.runner.standing import Standing
from projections.sql.schema import POSITIONS, TRACKING


def tracked(connection: Connection, application_name: str = TABLE) -> int | None:
    """The number up to which everything is in the tables; None where none is there, or what is there is no number."""
    query = sa.select(TRACKING.c.notification_id).where(TRACKING.c.application_name == application_name)
    number = connection.execute(query).scalar()
    return number if is_number(number, least=0) else None


def track(connection: Connection, tracking: Tracking) -> None:
    """Move the number on; it never goes back."""
    name, number = tracking.application_name, tracking.notification_id
    mine = TRACKING.c.application_name == name
    before = tracked(connection, name)
    if before is None:
        connection.execute(sa.delete(TRACKING).where(mine))  # what stands there is no number
        connection.execute(sa.insert(TRACKING).values(application_name=name, notification_id=number))
    elif before < number:
        connection.execute(sa.update(TRACKING).where(mine).values(notification_id=number))


def go_back(connection: Connection) -> None:
    """Forget how far the ledger was followed."""
    connection.execute(sa.delete(TRACKING))


def standings(connection: Connection) -> dict[str, Standing]:
    """Where the rows of each company stand; one of which that cannot be read stands nowhere."""
    query = sa.select(POSITIONS.c.company, POSITIONS.c.position, POSITIONS.c.head, POSITIONS.c.no_room)
    found = ((name, Standing(*standing)) for name, *standing in connection.execute(query))
    return {name: standing for name, standing in found if isinstance(name, str) and is_standing(standing)}


def is_standing(given: Standing) -> bool:
    """Whether it can be where rows stand: a column of SQLite holds whatever was put into it."""
    texts = isinstance(given.head, str) and isinstance(given.no_room, str | None)
    return texts and is_number(given.position, least=1)


def is_number(given: object, *, least: int) -> bool:
    """Whether it is a whole number of so much at least."""
    return isinstance(given, int) and given >= least


def standings_in(engine: Engine) -> dict[str, Standing]:
    """The same, at this moment."""
    with reading(engine) as connection:
        return standings(connection)


def stand(connection: Connection, company: str, standing: Standing) -> None:
    """Note where the rows of a company stand now."""
    connection.execute(sa.delete(POSITIONS).where(POSITIONS.c.company == company))
    noted = {"company": company, "projected_at": datetime.now(UTC), **standing._asdict()}
    connection.execute(sa.insert(POSITIONS).values(noted))
