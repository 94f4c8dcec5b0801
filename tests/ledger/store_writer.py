"""A process that writes to a ledger, for the tests that need more than one process or kill one.

    python -m tests.ledger.store_writer URL COMPANY COUNT batch|single

It waits for a line on its input; `batch` appends all entries at once, `single` one by one, reading again when somebody
else was first. At the end it says how often that was.
"""

import sys
from datetime import UTC, datetime

from ledger.events import read_entry
from ledger.log.recorded import Recorded
from ledger.store.store import ConcurrentWriteError, Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entries(first: int, number: int, *, writer: str = "w") -> list[Recorded]:
    """So many entries from this position on, named after the writer."""
    given = {"type": "common_issued", "effective": "2007-03-01", "holder": f"holder {writer}", "shares": 1_000}
    entry = read_entry(given)
    return [
        Recorded(at, name, entry.model_copy(update={"id": name}), NOON)
        for at in range(first, first + number)
        for name in [f"{writer}-{at}"]
    ]


def write_singly(store: Store, company: str, number: int, writer: str) -> int:
    """Append so many entries one by one; answers how often somebody else was first."""
    conflicts = 0
    for _ in range(number):
        while True:
            position, head = store.head(company)
            try:
                store.append(company, entries(position + 1, 1, writer=writer), after=position, previous=head)
            except ConcurrentWriteError:
                conflicts += 1
            else:
                break
    return conflicts


def main(url: str, company: str, number: str, how: str, writer: str = "w") -> None:
    """Write as the arguments say."""
    with open_store(url) as store:
        position, head = store.head(company)
        batch = entries(position + 1, int(number)) if how == "batch" else []
        print("ready", flush=True)
        sys.stdin.readline()
        if how == "batch":
            try:
                store.append(company, batch, after=position, previous=head)
                print("done", flush=True)
            except ConcurrentWriteError:
                print("refused", flush=True)
        else:
            print(write_singly(store, company, int(number), writer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
