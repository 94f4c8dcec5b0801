"""The price read out of a snapshot and what was recorded since, with nothing heavy imported.

There is an answer only where the snapshot is what was sealed, the log stands where it says, and every entry behind it,
each of whose seals is checked here, leaves the answer as it is. What came before is not read: that it is untouched a
replay proves, and `verify`.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from ledger.store.address import TABLE, stream_of
from projections.sql.asking import HASH, Query, company_named, failures_of, opened
from projections.sql.names import SNAPSHOTS_TABLE
from projections.sql.snapshots.document import EDITION, ENTRY_FORMAT, Snapshot, answer_of, is_sealed, read
from projections.sql.snapshots.since import leaves_untouched

MOST_SINCE = 5000
"""With more entries behind it than this a snapshot is not used: they would have to be read one by one."""

Found = dict[str, Any]

_KEPT = f"SELECT state FROM {SNAPSHOTS_TABLE} WHERE company = ?"  # noqa: S608  our names
_SINCE = f"""
SELECT originator_version, topic, state FROM {TABLE} WHERE originator_id = ? AND originator_version >= ?
ORDER BY originator_version LIMIT {MOST_SINCE + 2}
"""  # noqa: S608
_RECORDINGS = f"""
SELECT state FROM {TABLE} WHERE originator_id = 'recordings' ORDER BY originator_version DESC LIMIT 20
"""  # noqa: S608


class _NotThereError(ValueError):
    """The snapshot does not have the answer."""


def price_in_snapshot(ledger: str, tables: str, company: str | None, on: date) -> Found | None:
    """The answer of `price`; None where a replay must give it."""
    failures: tuple[type[Exception], ...] = (KeyError, RecursionError, *failures_of(ledger, tables))
    if on > datetime.now(UTC).date():
        return None  # what is said of a day to come a replay says
    try:
        with opened(tables) as query, opened(ledger, query if ledger == tables else None) as log:
            name = company_named(log, company)
            return None if name is None else _answer(query, log, name, on)
    except failures:
        return None  # whatever is wrong, the replay says it


def _answer(query: Query, log: Query, company: str, on: date) -> Found | None:
    ((state,),) = query(_KEPT, (company,))
    snapshot = read(bytes(state), company)
    answer = answer_of(snapshot, on)
    if answer is None or not leaves_untouched(snapshot, _since(log, snapshot), on):
        return None
    return {"on": on.isoformat(), **answer}


def _since(log: Query, snapshot: Snapshot) -> Iterator[Found]:
    """The entries behind a snapshot, the seals of all of them checked, and that the log goes on to where it should."""
    stream = stream_of(snapshot.company)
    events = log(_SINCE, (stream, snapshot.position))
    if not 0 < len(events) <= MOST_SINCE + 1 or _recorded_end(log, stream) not in (None, events[-1][0]):
        raise _NotThereError
    previous = None
    for position, (there, topic, state) in enumerate(events, start=snapshot.position):
        if there != position or not is_sealed(bytes(state)):
            raise _NotThereError
        digest = bytes(state)[HASH].decode()
        if previous is None:
            if digest != snapshot.head:
                raise _NotThereError
        else:
            yield _entry(json.loads(bytes(state)), (snapshot.company, position, previous), topic)
        previous = digest


def _entry(document: Found, place: tuple[str, int, str], topic: str) -> Found:
    """The entry of a document that stands at its place, and was judged as entries are today."""
    of = document["company"], document["position"], document["previous"]
    if of != place or (document["format"], document["edition"]) != (ENTRY_FORMAT, EDITION):
        raise _NotThereError
    entry: Found = document["entry"]
    if topic != f"seriesd.{entry['type']}.v1":
        raise _NotThereError
    return entry


def _recorded_end(log: Query, stream: str) -> int | None:
    """Up to which position the last recordings wrote a stream; a log that was cut short ends before it.

    None where none of them did: then no more can be said of it, and a replay says no more either.
    """
    for (state,) in log(_RECORDINGS, ()):
        for one in reversed(json.loads(bytes(state))["of"]):
            if one[0] == stream:
                return int(one[2])
    return None
