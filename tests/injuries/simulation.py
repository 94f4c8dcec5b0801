"""A ledger in a file that leads a hard life, told from a seed: who fails replays it with the seed alone.

Two writers and a follower of the reporting tables take turns. Any turn can be the one in which the disk is full, a
statement is broken off, the process dies, a page of what it wrote is torn, or the disk has lied about what it keeps and
goes back to an earlier state. A death is the files as they stand in the middle of a transaction; the cache is so small
that half of a transaction is in them. After each turn the ledger has to be what was acknowledged, with the batch at
hand whole or not at all; where the disk lied, the head that was kept has to tell.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from eventsourcing.sqlite import SQLiteConnection

from ledger.errors import SeriesdError
from ledger.log.recorded import Recorded
from ledger.log.recordings import StoreHead
from ledger.store.sqlite.place import SqlitePlace, SqliteRecorder
from ledger.store.store import ConcurrentWriteError, Store, StoreError
from ledger.store.whole import examine_whole
from projections.sql.database import engine_of
from projections.sql.runner.rebuild import rebuild
from projections.sql.runner.runner import catch_up
from tests.injuries.ledgers import COMPANIES, in_small_pages
from tests.ledger.engine import judge
from tests.tables import helping

TURNS = 9
PAGE = 512
_SMALL_CACHE = 10


@cache
def story(company: str) -> tuple[Recorded, ...]:
    """All that will ever be recorded of a company."""
    return tuple(judge(helping.some_entries(company, 25)).log)


@dataclass(slots=True)
class Fate:
    """What happens to the connections of one process, counted in statements from now on."""

    dies_at: int = 0
    broken_off_at: int = 0
    full: bool = False
    statements: int = 0
    corpse: dict[Path, bytes] | None = None


class Mortal(SqlitePlace):
    """The place of a ledger, for a process that can die in the middle of what it does."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__(str(path))
        self._fate = fate

    def _recorder(self) -> SqliteRecorder:
        recorder = super()._recorder()
        make: Callable[[], SQLiteConnection] = recorder.datastore.pool._create_connection

        def created() -> SQLiteConnection:
            made = make()
            self._befall(made._sqlite_conn)
            return made

        recorder.datastore.pool._create_connection = created  # type: ignore[method-assign]
        return recorder

    def _befall(self, database: sqlite3.Connection) -> None:
        database.execute(f"PRAGMA cache_size = {_SMALL_CACHE}")
        if self._fate.full:
            database.execute("PRAGMA max_page_count = 1")  # no fewer than there are

        def statement(_: str) -> None:
            self._fate.statements += 1
            if self._fate.statements == self._fate.dies_at:
                self._fate.corpse = files_of(self.path)

        database.set_trace_callback(statement)
        database.set_progress_handler(lambda: self._fate.statements == self._fate.broken_off_at, 1)


def files_of(path: Path) -> dict[Path, bytes]:
    """The files of a ledger as they stand now."""
    return {one: one.read_bytes() for one in (path, Path(f"{path}-journal")) if one.exists()}


def put_back(path: Path, files: dict[Path, bytes]) -> None:
    """Have just these files in the place of those that are there."""
    for one in (path, Path(f"{path}-journal")):
        one.unlink(missing_ok=True)
    for one, content in files.items():
        one.write_bytes(content)


def undone_by(journal: bytes) -> set[int]:
    """The numbers of the pages that a journal on the disk undoes: as many as its header says, once that is written."""
    number, sector = (int.from_bytes(journal[at : at + 4], "big") for at in (8, 20))
    starts = (sector + one * (PAGE + 8) for one in range(number))
    return {int.from_bytes(journal[at : at + 4], "big") for at in starts if at + PAGE + 8 <= len(journal)}


@dataclass(slots=True)
class Life:
    """A ledger, what its writers were told of it, and the story of what happened to it."""

    path: Path
    chance: random.Random
    is_followed: bool
    """Whether somebody follows it with tables, which takes longer than all the rest."""
    told: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COMPANIES, 0))
    kept: StoreHead | None = None
    earlier: tuple[bytes, dict[str, int], StoreHead | None] | None = None
    happened: list[str] = field(default_factory=list)

    def opened(self, fate: Fate | None = None) -> Store:
        """The ledger, as a process opens it."""
        place = Mortal(self.path, fate or Fate())
        return Store(place, place.find())

    def begin(self) -> None:
        """The first entry, in small pages."""
        with self.opened() as store:
            helping.append(store, COMPANIES[0], story(COMPANIES[0]), 1)
        in_small_pages(self.path, PAGE)
        self.acknowledge(COMPANIES[0], 1)

    def acknowledge(self, company: str, upto: int) -> None:
        """A writer was told that everything up to here is recorded."""
        self.told[company] = upto
        with self.opened() as store:
            self.kept = store.store_head()

    # -- what can happen in a turn ----------------------------------------------------------------------------------

    def write(self, fate: Fate, what: str) -> None:
        """Record some more of a company's story, and see what of it is there."""
        company = self.chance.choice(COMPANIES)
        before = self.told[company]
        upto = min(before + self.chance.choice((1, 1, 3, 12)), len(story(company)))
        self.happened.append(f"{company} {before + 1} to {upto}, {what}")
        if upto == before:
            return
        acknowledged = False
        with self.opened(fate) as store:
            try:
                position, head = store.head(company)
                store.append(company, story(company)[before:upto], after=position, previous=head)
                acknowledged = True
            except ConcurrentWriteError as error:
                raise AssertionError("nobody else wrote") from error
            except StoreError as error:
                self.happened.append(str(error).removeprefix(f"{self.path}: "))
        if fate.corpse is not None:
            put_back(self.path, self.torn(fate.corpse))
            acknowledged = False
        if acknowledged:
            self.acknowledge(company, upto)
        else:
            self.find_out(company, before, upto)

    def find_out(self, company: str, before: int, upto: int) -> None:
        """What a writer that was told nothing finds: all of its batch, or nothing of it."""
        with self.opened() as store:
            there = store.head(company)[0]
        assert there in (before, upto)
        if there == upto:
            self.acknowledge(company, upto)

    def torn(self, corpse: dict[Path, bytes]) -> dict[Path, bytes]:
        """What a journal on the disk undoes may be torn: a page of which half was written."""
        now, whole = corpse[self.path], self.path.read_bytes()
        undone = sorted(undone_by(corpse.get(Path(f"{self.path}-journal"), b"")))
        undone = [page for page in undone if page * PAGE <= min(len(now), len(whole))]
        if not undone or self.chance.random() < 0.5:
            return corpse
        page = self.chance.choice(undone)
        self.happened.append(f"page {page} is torn")
        at, half = (page - 1) * PAGE, (page - 1) * PAGE + PAGE // 2
        return corpse | {self.path: now[:at] + whole[at:half] + now[half:]}

    def two_writers(self) -> None:
        """Both read; one writes; the other is told that the log no longer ends there."""
        company = self.chance.choice(COMPANIES)
        before = self.told[company]
        if before + 2 > len(story(company)):
            return
        self.happened.append(f"two writers of {company} {before + 1}")
        with self.opened() as one, self.opened() as other:
            ends = one.head(company), other.head(company)
            one.append(company, story(company)[before : before + 1], after=ends[0][0], previous=ends[0][1])
            try:
                other.append(company, story(company)[before : before + 2], after=ends[1][0], previous=ends[1][1])
            except ConcurrentWriteError:
                self.acknowledge(company, before + 1)
            else:
                raise AssertionError("both writers won")

    def remember(self) -> None:
        """The state to which a disk that lies goes back."""
        self.earlier = self.path.read_bytes(), dict(self.told), self.kept

    def lie(self) -> None:
        """The disk goes back; the head that was kept tells, where anything was recorded since."""
        if self.earlier is None:
            return
        content, told, head = self.earlier
        self.happened.append("the disk goes back to an earlier state")
        put_back(self.path, {self.path: content})
        with self.opened() as store:
            heads = [one.head for one in examine_whole(store).stood]
        assert (self.kept in heads) == (self.kept == head)
        self.told, self.kept = dict(told), head

    def follow(self, tables: str) -> None:
        """Bring the tables up to date; where the ledger is another than they were made of, make them anew."""
        if not self.is_followed:
            return
        self.happened.append("the follower looks")
        engine = engine_of(tables)
        with self.opened() as store:
            try:
                catch_up(store, engine)
            except SeriesdError as error:
                if "made of" not in str(error) and "is missing" not in str(error):
                    raise
                rebuild(store, engine)

    # -- what has to be so after each -------------------------------------------------------------------------------

    def check(self) -> None:
        """Nothing acknowledged is lost, nothing doubled, nothing half-written, and everything is recorded."""
        with self.opened() as store:
            whole = examine_whole(store)
            assert whole.faults == []
            assert whole.head == self.kept
            for company, upto in self.told.items():
                assert tuple(store.read(company)) == story(company)[:upto]


def live(seed: int, folder: Path, tables: Path) -> list[str]:
    """A whole life from a seed; answers its story. Raises `AssertionError` with the story where something is lost."""
    life = Life(folder / f"{seed}.db", random.Random(seed), is_followed=seed % 3 == 0)  # noqa: S311  a seed, no secret
    followed = folder / f"{seed}.tables"
    shutil.copy(tables, followed)
    try:
        life.begin()
        for _ in range(TURNS):
            turn(life, str(followed))
            life.check()
        end(life, str(followed))
    except Exception as error:
        raise AssertionError(f"seed {seed}: {'; '.join(life.happened)}: {error!r}") from error
    return life.happened


def end(life: Life, tables: str) -> None:
    """In the end the lists name what there is, and the tables are what a rebuild makes."""
    logs = {name: story(name)[:upto] for name, upto in life.told.items() if upto}
    with life.opened() as store:
        assert store.companies() == list(logs)
    if life.is_followed:
        life.follow(tables)
        assert helping.same(helping.all_rows(engine_of(tables)), helping.made_anew(logs))


def turn(life: Life, tables: str) -> None:
    """Whatever comes next."""
    when = life.chance.randint(1, 40)
    turns: list[Callable[[], None]] = [
        lambda: life.write(Fate(), "and all goes well"),
        lambda: life.write(Fate(dies_at=when), f"and the writer dies at statement {when}"),
        lambda: life.write(Fate(broken_off_at=when), f"and statement {when} is broken off"),
        lambda: life.write(Fate(full=True), "and the disk is full"),
        life.two_writers,
        lambda: life.follow(tables),
        life.remember,
        life.lie,
    ]
    life.chance.choices(turns, [4, 5, 3, 1, 1, 1, 2, 1])[0]()
