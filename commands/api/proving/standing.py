"""What stands in a ledger as proofs are made of it, and whether it goes on from a head or from a seal."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from commands.api.proving.given import Given
from commands.errors import UnableError
from ledger.log.seals import CorruptLedgerError
from ledger.proof.handed import NotProvedError
from ledger.proof.proofs import Event, Standing
from ledger.proof.statements import LogHead, Statement, logs_in, logs_not_continued
from ledger.store.store import Store


def standing_in(store: Store) -> Standing:
    """Everything that stands in a ledger. Raises `CorruptLedgerError` where it is not what was recorded.

    Raises `UnableError` where the ledger keeps no recordings yet: it was written by an earlier version.
    """
    events = []
    for row in store.rows():
        held: tuple[object, object] = (row.state, row.topic)
        if not isinstance(held[0], bytes) or not isinstance(held[1], str):
            raise CorruptLedgerError(
                str(row.originator_id), row.originator_version, "holds no bytes, or no name of its kind"
            )
        events.append(Event(str(row.originator_id), row.originator_version, row.topic, row.state))
    if store.version() is None:
        raise UnableError(f"{name_of(store)} has no head yet: the next `seriesd record` gives it one")
    return Standing.of(events)


def size_in(standing: Standing, given: Given) -> int:
    """How many events a ledger had when this was its head. Raises `NotProvedError` where it never was.

    Of a seal the head of each company's log is looked for as well, and that of the log that does not go on is named.
    """
    logs = "" if given.stated is None else not_going_on(given.stated, standing)
    size, root, stated = given
    try:
        size = standing.size_of(root) if size is None else size
        found = standing.headed(size).head
    except LookupError as error:
        raise NotProvedError(f"that is no head of this ledger: {error}{logs}") from None
    if found.root != root:
        raise NotProvedError(f"that is no head of this ledger: with {size:,} events its head was {found.root}{logs}")
    if stated is not None:
        _check_logs(stated.companies, logs_in(standing.events[:size]), size)
    return size


def not_going_on(stated: Statement, standing: Standing) -> str:
    """What is to be said of the logs of companies that do not go on from a seal; nothing where all do."""
    held = logs_in(standing.events)
    broken = logs_not_continued(stated.companies, standing.events)
    return "".join(f"; {_broken(name, head, held.get(name))}" for name, head in broken.items())


def name_of(store: Store) -> str:
    """What a ledger is called to others: without where it is, and without who may read it."""
    place = urlsplit(store.name).path if "://" in store.name else store.name
    return Path(place).name or "ledger"


def _broken(name: str, stated: LogHead, held: LogHead | None) -> str:
    has = "there is none here" if held is None else f"it has {held.position:,} here"
    if held is None or held.position < stated.position:
        return f"the log of {name} had {stated.position:,} entries, and {has}"
    return f"the log of {name} does not go on from its position {stated.position:,}, {stated.head}"


def _check_logs(stated: Mapping[str, LogHead], held: Mapping[str, LogHead], size: int) -> None:
    """Raise `NotProvedError` where a statement of a head that is right has the log of a company otherwise."""
    for name in sorted({*stated, *held}):
        if stated.get(name) != held.get(name):
            said, is_so = (_told(logs.get(name)) for logs in (stated, held))
            raise NotProvedError(
                f"it states of the log of {name} what is not so: with {size:,} events that had {is_so}, and not {said}"
            )


def _told(log: LogHead | None) -> str:
    return "no entry" if log is None else f"{log.position:,} with the last hash {log.head}"
