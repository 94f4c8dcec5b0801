"""`seriesd project`: bring the reporting tables up to date."""

import argparse
import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from commands.errors import UnableError
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.options import add_jobs, add_scheduler
from commands.terminal.progress import progress
from commands.terminal.question import ledger_of, ledger_url, tables_url
from commands.terminal.streams import say_beside
from projections.render.answers.record import tables

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from commands.api.ledger import Ledger
    from projections.read_model.position import Projected
    from projections.sql.runner.runner import Progress
    from projections.sql.runner.workers import Crew

_EPILOG = """\
The tables hold every company of the ledger. They stand in the ledger's own database unless --into, or the variable
SERIESD_TABLES, names another. docs/reference/tables.md says what is in them. A company with a number that no column
holds is left out: the others are projected, a sentence says which number it is, and the exit code is 1.

What is not as it should be is mended, and said: views that were altered, rows of companies that the ledger does not
have, a company whose position or entries are not there. --rebuild makes all anew, tables that were altered too.
What stands in the way and was made by somebody else is left, with a sentence that says what mends it, and the exit code
is 1. `seriesd verify` holds every row against the log.

Of many companies the rows are made in several processes, or on a Dask cluster whose workers reach the ledger under the
same name; one process writes them.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, and whether once, anew, or for as long as it runs."""
    parser.epilog = _EPILOG
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--rebuild", action="store_true", help="make all rows anew beside the tables, then swap them in")
    how.add_argument("--follow", action="store_true", help="go on as entries are recorded, until interrupted")
    parser.add_argument("--into", metavar="URL", help="the database of the tables (default: the ledger's)")
    add_jobs(parser)
    add_scheduler(parser)


def run(options: argparse.Namespace) -> int:
    """Make or migrate the tables, bring them up to date, and say how far they are."""
    from projections.render.json.serialize import as_json
    from projections.sql.database import engine_of
    from projections.sql.mend import mend_rows, mend_schema, wrong_rows
    from projections.sql.runner.beside import beside
    from projections.sql.runner.cache import Keeper
    from projections.sql.runner.delta import fresh
    from projections.sql.runner.follow import follow
    from projections.sql.runner.rebuild import rebuild
    from projections.sql.runner.runner import catch_up

    with ledger_of(options) as ledger:
        only = None if options.company is None else ledger.chosen_company()
        engine = engine_of(options.into or tables_url(options))
        schema = mend_schema(engine, anew=options.rebuild)
        _say_mended([], schema.left, options)  # before it stands in the way of what follows
        mended = schema.mended
        left_out = _LeftOut(engine, only, options)
        alone = Keeper().fresh if options.follow else fresh
        snapshots = beside(ledger.store, engine, as_json, anew=options.rebuild)
        with _crew(options) as crew:

            def look(told: "Progress | None" = None) -> None:
                catch_up(ledger.store, engine, told, crew, alone, snapshots.rows_in_order)
                if options.follow or not options.json:
                    left_out.say()

            with progress("projecting") as told:
                if options.rebuild:
                    mended += wrong_rows(ledger.store, engine)
                    rebuild(ledger.store, engine, told, crew, snapshots.rows_in_order)
                else:
                    mended += mend_rows(ledger.store, engine, crew, snapshots.rows_in_order)
                look(told)
                snapshots.make_the_rest(ledger.store, crew)
            if options.follow:
                _say_mended(mended, [], options)
                gc.enable()  # what goes on for months collects its garbage
                with _until_interrupted() as stop:
                    follow(ledger.store, ledger_url(options), stop, look)
        known = ledger.store.companies() if only is None else [only]
        answer = _answer(engine, known)._replace(mended=mended or None, left=schema.left or None)
        feet = [foot for name in known for foot in colophons(replace(ledger, company=name), options)]
    give(options, lambda: serialized(options, answer), lambda: tables.blocks(answer), feet)
    return 1 if answer.no_room or answer.left else 0


@contextmanager
def _crew(options: argparse.Namespace) -> "Iterator[Crew]":
    """Who helps to make rows: so many processes, or the workers of a cluster. Raises `UnableError` without those."""
    from projections.sql.runner.workers import Crew, OnCluster

    ledger = ledger_url(options)
    if options.scheduler is None:
        with Crew(ledger, options.jobs) as crew:
            yield crew
        return
    from commands.api.cluster import ClusterError, cluster
    from ledger.store.address import file_of

    file = file_of(ledger)
    try:
        with cluster(options.scheduler, "projecting") as client:
            # the workers stand in other folders
            yield OnCluster(client, ledger if file is None else str(Path(file).absolute()))
    except ClusterError as error:
        raise UnableError(str(error)) from None


def bring_up_to_date(options: argparse.Namespace, ledger: "Ledger") -> None:
    """Make or migrate the tables where they are, and write what was recorded; say what has no room in them.

    Raises `StoreError` where that cannot be.
    """
    from projections.sql.database import engine_of
    from projections.sql.mend import mend_rows, mend_schema
    from projections.sql.runner.runner import catch_up
    from projections.sql.runner.workers import Crew

    engine = engine_of(tables_url(options))
    schema = mend_schema(engine)
    with Crew(ledger_url(options)) as crew, progress("projecting") as told:
        mended = schema.mended + mend_rows(ledger.store, engine, crew)
        catch_up(ledger.store, engine, told, crew)
    _say_mended(mended, schema.left, options)
    _LeftOut(engine, None, options).say()


def _say_mended(mended: Sequence[str], left: Sequence[str], options: argparse.Namespace) -> None:
    for said in (*(f"mended: {one}" for one in mended), *left):
        say_beside(f"seriesd: {said}", options)


@dataclass(slots=True)
class _LeftOut:
    """Says of each company, or of one, that its numbers have no room in the tables: once, until they have again."""

    engine: "Engine"
    only: str | None
    options: argparse.Namespace
    said: set[str] = field(default_factory=set)

    def say(self) -> None:
        """Say what was not said yet."""
        from projections.sql.runner.tracking import standings_in

        stood = standings_in(self.engine)
        now = {name: one.no_room for name, one in stood.items() if one.no_room and self.only in (None, name)}
        for name, sentence in sorted(now.items()):
            if name not in self.said:
                say_beside(f"seriesd: {sentence}", self.options)
        self.said = {*now}


def _answer(engine: "Engine", companies: list[str]) -> "Projected":
    """How far the tables are, and how many rows of these companies they have."""
    from projections.read_model.position import Projected
    from projections.sql.database import reading
    from projections.sql.read import count
    from projections.sql.runner.tracking import standings, tracked
    from projections.sql.schema import TABLES

    with reading(engine) as connection:
        stood = standings(connection)
        known = {name: stood[name] for name in companies if name in stood}
        written = {name: known[name].written if name in known else 0 for name in companies}
        only = companies[0] if len(companies) == 1 else None
        return Projected(
            position=sum(written.values()),
            tables={table.name: count(connection, table, only) for table in TABLES},
            companies=written,
            no_room={name: one.no_room for name, one in known.items() if one.no_room},
            notification=tracked(connection) or 0,
        )


@contextmanager
def _until_interrupted() -> Iterator[Event]:
    """An event that the first SIGINT or SIGTERM sets; what is being written is written first. A second one kills."""
    stop = Event()

    def interrupted(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
    say_beside("following the ledger; interrupt to end")
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
