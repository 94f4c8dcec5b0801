"""A runner that kills itself at the n-th thing that it does with the database: `python -m tests.tables.killed URL N HOW`.

HOW is `project` or `rebuild`. Where it comes to an end before that, it ends like any other.
"""

import os
import signal
import sys
from itertools import count

from sqlalchemy import Engine, event

from ledger.store.store import open_store
from projections.sql.database import engine_of
from projections.sql.migrate import upgrade
from projections.sql.runner import runner
from projections.sql.runner.rebuild import rebuild


def main(url: str, deadly: str, how: str) -> None:
    done = count(1)

    def does(*_: object, **__: object) -> None:
        if next(done) == int(deadly):
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, does)
    runner.COMPANIES_AT_ONCE = 1
    engine = engine_of(url)
    upgrade(engine)
    with open_store(url, create=False) as store:
        if how == "rebuild":
            rebuild(store, engine)
        runner.catch_up(store, engine)


if __name__ == "__main__":
    main(*sys.argv[1:])
