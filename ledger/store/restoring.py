"""Whole ledgers copied: backed up while they are written to, and restored, with every moment, seal and head.

What is copied is read once more and held against its recordings before it has its name. No more of it is in memory at a
time than one recording needs.
"""

import json
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from eventsourcing.persistence import Notification

from ledger.errors import SeriesdError
from ledger.log.documents import Named
from ledger.log.recorded import topic, unseal
from ledger.log.recordings import STREAM, StoreHead
from ledger.log.seals import ORIGIN, CorruptLedgerError, LaterFormatError, sealed_hash
from ledger.log.streams import LISTS, company_of
from ledger.log.trail import Header, Line, TrailError, read_trail, trail
from ledger.store.backend import StoreError, check_known_version, failing, numbered
from ledger.store.files import check_alone, made_whole
from ledger.store.places import place_of
from ledger.store.sqlite.place import SqlitePlace, SqliteRecorder
from ledger.store.whole import Reading, Whole

TRAIL = ".jsonl"
"""How the name of an audit trail ends; any other is that of a ledger in a file."""

_DATABASE = b"SQLite format 3\x00"
_LONGEST_LINE = 1 << 28
_NAMING = (topic("document_attached"), topic("entry_corrected"))


class NotWholeError(SeriesdError):
    """A ledger or a copy of one is not what was recorded. The message says where, and what was not done therefore."""


class Copy(NamedTuple):
    """A copy of a ledger: how many events it has, its head, and the documents that its entries name.

    A ledger without recordings has no head. Of each document the hash is known, and its size in bytes.
    """

    events: int
    head: StoreHead | None
    documents: Mapping[str, int]


@contextmanager
def backed_up(url: str, target: Path, *, replace: bool = False) -> Iterator[Copy]:
    """A copy of a ledger as it stands at one moment: a ledger in a file, or an audit trail where the name ends so.

    It is whole, and gets its name at the end of the block, where that raises nothing: what belongs beside it can be put
    there first. Raises `StoreError` where there
    is no ledger, or something at `target` that is not to be replaced, and `NotWholeError` where the ledger is not what
    was recorded.
    """
    _check_target(url, target, replace=replace)
    with made_whole(target, replace=replace, mode=_mode_of(url)) as part:
        if target.suffix.lower() == TRAIL:
            yield _trail_in(url, part)
        else:
            yield _copy_in(url, part)


@contextmanager
def trail_of(url: str) -> Iterator[tuple[Copy, Iterator[str]]]:
    """The lines of the audit trail of a ledger as it stands at one moment, to be read in the block; it is whole.

    Raises what `backed_up` raises of the ledger.
    """
    with TemporaryDirectory(prefix="seriesd-") as folder:
        path = Path(folder) / "copy.db"
        copy = _copy_in(url, path)
        with _opened(path) as recorder, recorder.moment() as found:
            yield copy, trail(Header(copy.events, copy.head, found.version), map(_as_line, found.events))


def restore(source: Path, url: str, beside: Callable[[Mapping[str, int]], None], head: str | None = None) -> Copy:
    """Make a ledger of a backup, or of an audit trail, where there is none, or an empty one: all of it or nothing.

    `beside` is given the documents that entries name, to be put in their place before the ledger is there; what it
    raises passes through, and nothing is restored. Where a `head` is given, its hash alone or behind the number of
    events, the backup must have it.

    Raises `NotWholeError` where the backup is not what was recorded, naming the line of a trail, and `StoreError` where
    it cannot be read, or where something is at `url` already.
    """
    place = place_of(url)
    found = _Checking()
    try:
        with _source(source) as (events, header):
            check_known_version(header.version or 0, str(source))

            def kept(written: Iterable[Notification]) -> None:
                if _all_of(written, header.version) != found.copy:
                    raise StoreError(f"{place.name}: the database did not keep what was written to it")
                if head is not None and not _has(found.copy.head, head):
                    raise NotWholeError(f"{source} has another head than {head}; {_NOTHING}")
                beside(found.named.kept())

            with failing(place, unless=(NotWholeError, TrailError)):
                place.fill(_as_announced(found.events(events, header.version), found, header), kept)
    except TrailError as error:
        raise NotWholeError(f"{source} is not the audit trail that was written: {error}; {_NOTHING}") from None
    except _WrongError as error:
        raise NotWholeError(f"{source} is not what was recorded: {error}; {_NOTHING}") from None
    return found.copy


def _has(stands: StoreHead | None, head: str) -> bool:
    return stands is not None and head in (stands.root, stands.spelt)


def is_trail(path: Path) -> bool:
    """Whether a file is an audit trail, and no ledger. Raises `StoreError` where it cannot be read."""
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is not a file; a backup is one")
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) != _DATABASE
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "there is no such name"
        raise StoreError(f"{path} cannot be read: {said}") from None


_NOTHING = "nothing is restored"


class _WrongError(Exception):
    """What is wrong, and where."""


def _check_target(url: str, target: Path, *, replace: bool) -> None:
    if "\0" in str(target):
        raise StoreError(f"{str(target)!r} is no file name for a backup")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name the file that the backup is to be")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"there is no folder {target.absolute().parent} for the backup {target.name}")
    place = place_of(url)
    if isinstance(place, SqlitePlace) and target.exists() and place.path.exists() and target.samefile(place.path):
        raise StoreError(f"{target} is the ledger itself; name another file for its backup")
    if not replace and target.exists():
        raise StoreError(f"{target} is there already; --replace writes over it")
    check_alone(target)


def _mode_of(url: str) -> int | None:
    """The rights that people have to a ledger in a file: who may not read it shall not read its backup."""
    place = place_of(url)
    if not isinstance(place, SqlitePlace):
        return None
    try:
        return stat.S_IMODE(place.path.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR
    except OSError:
        return None  # that there is none is said by who opens it


def _copy_in(url: str, path: Path) -> Copy:
    place = place_of(url)
    with failing(place):
        recorder = place.find()
        if recorder is None:
            raise StoreError(f"there is no ledger at {place.name}")
        recorder.close()
        place.copy_to(path)
    with _opened(path) as copy:
        return _examined(copy, f"{place.name} is not what was recorded, and is not copied")


def _trail_in(url: str, path: Path) -> Copy:
    with trail_of(url) as (found, lines), path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return found


@contextmanager
def _opened(path: Path) -> Iterator[SqliteRecorder]:
    place = SqlitePlace(str(path))
    with failing(place):
        recorder = place.find()
        if recorder is None:
            raise StoreError(f"there is no ledger in {path}")
        with closing(recorder):
            yield recorder


def _examined(recorder: SqliteRecorder, otherwise: str) -> Copy:
    """What a copy holds. Raises `NotWholeError` where it is not what was recorded."""
    for fault in recorder.faults():
        raise NotWholeError(f"{otherwise}: {fault}; `seriesd verify` says more")
    try:
        with recorder.moment() as found:
            return _all_of(found.events, found.version)
    except _WrongError as error:
        raise NotWholeError(f"{otherwise}: {error}; `seriesd verify` says more") from None


def _all_of(events: Iterable[Notification], version: int | None) -> Copy:
    """What these events are, all of them checked. Raises `_WrongError`."""
    found = _Checking()
    for _ in found.events(_counted(events), version):
        pass
    return found.copy


@contextmanager
def _source(path: Path) -> Iterator[tuple[Iterable[tuple[str, Notification]], Header]]:
    """The events of a backup, each with the words for where it is; and what the backup says of itself."""
    if is_trail(path):
        with path.open("rb") as file:
            header, lines = read_trail(iter(lambda: file.readline(_LONGEST_LINE), b""))
            yield ((f"line {one.number + 1:,}", numbered(*one)) for one in lines), header
        return
    with _opened(path) as recorder, recorder.moment() as found:
        for fault in recorder.faults():
            raise _WrongError(fault)
        yield _counted(found.events), Header(-1, None, found.version)


def _as_line(one: Notification) -> Line:
    return Line(one.id, str(one.originator_id), one.originator_version, one.topic, one.state)


def _counted(events: Iterable[Notification]) -> Iterator[tuple[str, Notification]]:
    return ((f"event {number:,}", one) for number, one in enumerate(events, start=1))


def _as_announced(events: Iterable[Notification], found: "_Checking", header: Header) -> Iterator[Notification]:
    """The same events; raises `_WrongError` in the end, where a trail announced another head."""
    yield from events
    if header.events >= 0 and found.copy.head != header.head:
        raise _WrongError("line 1: it says another head than its events have")


@dataclass(slots=True)
class _Checking:
    """Events while they are checked: what was read so far, and the documents that it names.

    Of each stream the hash of its last document is kept: where no recording speaks for it yet, its own seals do.
    """

    reading: Reading = field(default_factory=lambda: Reading(Whole()))
    named: Named = field(default_factory=Named)
    last: dict[str, str] = field(default_factory=dict)

    @property
    def copy(self) -> Copy:
        """What they are."""
        return Copy(self.reading.found.events, self.reading.found.head, self.named.kept())

    def events(self, events: Iterable[tuple[str, Notification]], version: int | None) -> Iterator[Notification]:
        """The same events, each once it is known to be what was recorded, so far. Raises `_WrongError` at the first."""
        faults = self.reading.found.faults
        for where, one in events:
            self.reading.take(one)
            for fault in (*faults, *self._unsealed(one)):
                raise _WrongError(f"{where}: {fault}")
            if one.topic in _NAMING:
                self._name(one)
            yield one
        self.reading.end(version)
        for fault in faults:
            raise _WrongError(fault)

    def _unsealed(self, one: Notification) -> Iterator[str]:
        stream = str(one.originator_id)
        if stream.startswith(LISTS) or stream == STREAM:
            return  # a name in a list has no seal, and of a recording it is checked already
        digest = sealed_hash(one.state)
        if digest is None:
            yield f"{stream}: position {one.originator_version} was altered: its content does not give its hash"
            return
        if _previous(one.state) != self.last.get(stream, ORIGIN):
            yield f"{stream}: position {one.originator_version} does not follow what stands before it"
        self.last[stream] = digest

    def _name(self, one: Notification) -> None:
        company = company_of(str(one.originator_id))
        if company is None:
            return
        try:
            said, _ = unseal(one.state, company=company, position=one.originator_version, previous=None)
        except LaterFormatError:
            raise
        except CorruptLedgerError as error:
            raise _WrongError(str(error)) from None
        self.named.note(company, said)


def _previous(state: bytes) -> object:
    try:
        return json.loads(state).get("previous")
    except (ValueError, AttributeError, RecursionError):
        return None
