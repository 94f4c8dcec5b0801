"""A whole ledger with its documents as a backup, and a ledger made of one again."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from commands.api.documents import the_folder
from commands.api.given import path, text_or_none
from ledger.store.documents import DocumentFolder, folder_of
from ledger.store.places import place_of
from ledger.store.restoring import TRAIL, backed_up, is_trail
from ledger.store.restoring import restore as restored
from ledger.store.store import StoreError
from projections.audit.documents import NOBODY_SAID
from projections.audit.keeping import BackedUp, CopiedDocuments, Kind, NotCopied, Restored


def back_up(
    url: str | PathLike[str],
    target: str | PathLike[str],
    *,
    documents: str | PathLike[str] | None = None,
    replace: bool = False,
) -> BackedUp:
    """Copy a ledger as it stands at one moment, while others go on writing to it, with the documents beside it.

    `documents` is their folder, where it is not the one beside the ledger. The copy is an audit trail where its name
    ends in `.jsonl`, else a ledger in a file; its documents are in a folder beside it. It is named once all is there.
    Raises `StoreError` where that cannot be, and `NotWholeError` where the ledger is not what was recorded.
    """
    url, target = path(url, "url"), _file(target, "target")
    source, folder = _folder(documents, url), DocumentFolder(_beside(target))
    with backed_up(url, target, replace=replace) as copy, _undone(folder):
        beside = _copied(copy.documents, None if source is None else DocumentFolder(source), folder)
    kind: Kind = "trail" if target.suffix.lower() == TRAIL else "ledger"
    size = target.stat().st_size
    return BackedUp(place_of(url).name, str(target), kind, copy.events, copy.head, size, beside)


def restore(
    source: str | PathLike[str],
    url: str | PathLike[str],
    *,
    documents: str | PathLike[str] | None = None,
    head: str | None = None,
) -> Restored:
    """Make the ledger at `url` of a backup, with its documents; all of it or nothing.

    `documents` is the folder for these, where it is not the one beside the ledger; `head` the head that was kept, its
    hash alone or behind the number of events. Raises `NotWholeError` where the backup is not what was recorded, or has
    another head, and `StoreError` where a ledger is there already, or it cannot be written.
    """
    url, source = path(url, "url"), _file(source, "source")
    where, found = _folder(documents, url), list[CopiedDocuments | None]()

    def beside(named: Mapping[str, int]) -> None:
        kept = DocumentFolder(_beside(source))
        needed = where is None and any(kept.look(*one).condition == "here" for one in named.items())
        target = None if where is None and not needed else the_folder(where)
        found.append(_copied(named, kept, target))

    with _undone(None if where is None else DocumentFolder(where)):
        copy = restored(source, url, beside, text_or_none(head, "head"))
    kind: Kind = "trail" if is_trail(source) else "ledger"
    return Restored(str(source), place_of(url).name, kind, copy.events, copy.head, found[0])


def _file(given: str | PathLike[str], named: str) -> Path:
    text = path(given, named)
    if "://" in text:
        raise StoreError("a backup is a file; the address of a database is given with --ledger")
    return Path(text)


def _folder(documents: str | PathLike[str] | None, url: str) -> Path | None:
    return folder_of(url) if documents is None else Path(path(documents, "documents"))


def _beside(backup: Path) -> Path:
    """The folder of the documents of a backup."""
    return backup.with_name(f"{backup.name}.documents")


@contextmanager
def _undone(folder: DocumentFolder | None) -> Iterator[None]:
    """Take a folder that is made in the block away again where that fails."""
    there = folder is None or folder.path.exists()
    try:
        yield
    except BaseException:
        if folder is not None and not there:
            shutil.rmtree(folder.path, ignore_errors=True)
        raise


def _copied(
    named: Mapping[str, int], source: DocumentFolder | None, target: DocumentFolder | None
) -> CopiedDocuments | None:
    """Copy each document that is whole, and say which are not. Raises `DocumentError` where one cannot be written."""
    if not named:
        return None
    missing = []
    for digest, size in sorted(named.items()):
        found = NOBODY_SAID if source is None else source.look(digest, size)
        if source is None or target is None or found.condition != "here":
            missing.append(NotCopied(digest, found.says))
        elif target.look(digest, size).condition != "here" and target.keep(source.file(digest)).sha256 != digest:
            missing.append(NotCopied(digest, "it is being written to"))
    folder = None if target is None else str(target.path)
    return CopiedDocuments(folder, len(named) - len(missing), missing)
