"""A writer to many companies beside others, a process of its own: `python -m tests.injuries.writers URL SEED COUNT BATCH`.

It appends pieces of one story to companies by chance, reading again where somebody else was first.
"""

import random
import sys
import time
from dataclasses import replace
from functools import cache

from ledger.log.recorded import Recorded
from ledger.store.store import ConcurrentWriteError, Store, open_store
from tests.ledger.engine import judge
from tests.tables.helping import some_entries

NAMES = tuple(f"Company {number}" for number in range(20))
LONGEST = 400


@cache
def story(company: str) -> list[Recorded]:
    """What is recorded of a company, whoever does: the same of each, but for its name."""
    first, *rest = _template()
    return [replace(first, entry=first.entry.model_copy(update={"company": company})), *rest]


@cache
def _template() -> list[Recorded]:
    return judge(some_entries("Company", LONGEST)).log


def write(store: Store, seed: int, count: int, batch: int) -> int:
    """Append so many entries, in pieces; answers how often somebody else was first."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    done = conflicts = 0
    while done < count:
        company = chance.choice(NAMES)
        position, head = store.head(company)
        piece = story(company)[position : position + batch]
        try:
            store.append(company, piece, after=position, previous=head)
            done += len(piece)
        except ConcurrentWriteError:
            conflicts += 1
    return conflicts


def main(url: str, seed: str, count: str, batch: str) -> None:
    """Write as the arguments say, once a line comes; say how many seconds it took."""
    _template()
    with open_store(url) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        start = time.perf_counter()
        write(store, int(seed), int(count), int(batch))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
