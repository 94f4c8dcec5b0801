"""How far the tables are: per company, and in the notification log of the ledger."""

from typing import NamedTuple

import sqlalchemy as sa
from eventsourcing.persistence import Tracking
from sqlalchemy import Connection, Engine

from ledger.store.address import TABLE
from projections.sql.database import reading
from projections.sql.schema import POSITIONS, TRACKING


class Standing(NamedTuple):
    """The position of a company's log on which its rows stand, and the hash of the entry there.

    With `no_room` the log was followed up to there, and there are no rows: it says why.
    """

    position: int
    head: str
    no_room: str | None = None

    @property
    def written(self) -> int:
        """Up to which position there are rows."""
        return 0 if self.no_room else self.position


def tracked(connection: Connection, application_name: str = TABLE) -> int | None:
    """The number up to which everything is in the tables."""
    query = sa.select(TRACKING.c.notification_id).where(TRACKING.c.application_name == application_name)
    return connection.execute(query).scalar()


def track(connection: Connection, tracking: Tracking) -> None:
    """Move the number on; it never goes back."""
    name, number = tracking.application_name, tracking.notification_id
    mine = TRACKING.c.application_name == name
    before = tracked(connection, name)
    if before is None:
        connection.execute(sa.insert(TRACKING).values(application_name=name, notification_id=number))
    elif before < number:
        connection.execute(sa.update(TRACKING).where(mine).values(notification_id=number))


def go_back(connection: Connection) -> None:
    """Forget how far the ledger was followed."""
    connection.execute(sa.delete(TRACKING).where(TRACKING.c.application_name == TABLE))


def standings(connection: Connection) -> dict[str, Standing]:
    """Where the rows of each company stand."""
    query = sa.select(POSITIONS.c.company, POSITIONS.c.position, POSITIONS.c.head, POSITIONS.c.no_room)
    return {name: Standing(*standing) for name, *standing in connection.execute(query)}


def standings_in(engine: Engine) -> dict[str, Standing]:
    """The same, at this moment."""
    with reading(engine) as connection:
        return standings(connection)


def stand(connection: Connection, company: str, standing: Standing) -> None:
    """Note where the rows of a company stand now."""
    connection.execute(sa.delete(POSITIONS).where(POSITIONS.c.company == company))
    connection.execute(sa.insert(POSITIONS).values({"company": company, **standing._asdict()}))
