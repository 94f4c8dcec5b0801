"""Rows for whoever looks again and again: of the long logs looked at last it keeps what makes the next look cheap."""

from collections.abc import Sequence

from ledger.log.recorded import Recorded
from ledger.store.store import Store
from projections.read_model.incremental import Kept, rows_kept
from projections.sql.runner.delta import Fresh, Wish, check, fitting, fresh, wished
from projections.sql.runner.standing import Standing


class Keeper:
    """Keeps logs of so many entries in all at most, and none of fewer than so many: that is replayed as quickly.

    A hundred thousand entries take some hundreds of megabytes.
    """

    def __init__(self, most: int = 200_000, fewest: int = 2_000) -> None:
        self._most = most
        self._fewest = fewest
        self._kept: dict[str, tuple[Standing, Kept]] = {}

    def fresh(self, store: Store, company: str, before: Standing, wish: Wish | None = None) -> Fresh:
        """What `projections.sql.runner.delta.fresh` answers and raises."""
        standing, kept = self._kept.pop(company, (None, None))
        if standing != before:
            kept = None  # another runner wrote, or was here last
        if kept is None and before.position < self._fewest:
            return fresh(store, company, before, wish)
        check(store, company, before)
        log, head = store.read_whole(company) if kept is None else _read_on(store, company, before, kept)
        rows, since, kept = rows_kept(company, log, before.written, kept)
        snapshot = None if wish is None else wished(company, log, head, wish)
        made = fitting(Fresh(company, before, Standing(len(log), head), since, rows, snapshot))
        if kept is not None and not made.now.no_room:
            self._kept[company] = made.now, kept
            while sum(len(one.log) for _, one in self._kept.values()) > self._most:
                del self._kept[next(iter(self._kept))]  # the one that was put there first
        return made


def _read_on(store: Store, company: str, before: Standing, kept: Kept) -> tuple[Sequence[Recorded], str]:
    """The log with what was recorded since, whose seals are checked on from the entry at hand, and the last hash."""
    log = [*kept.log, *store.read(company, after=before.position)]
    head = store.hash_at(company, len(log))
    assert head is not None  # noqa: S101  it was just read
    return log, head
