"""`seriesd documents`: the files attached to entries, whether they are here and whole; and how to get them back."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from commands.errors import UsageError
from commands.terminal.answer import answer, serialized
from commands.terminal.options import add_all_companies, add_as_known, add_writer
from commands.terminal.output import write_whole
from commands.terminal.question import both_dates
from projections.audit.documents import Document, Documents
from projections.render.answers.record import documents

if TYPE_CHECKING:
    from commands.api.ledger import Ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """Of which entry, and where they are to be written."""
    parser.epilog = (
        "What is given out is held against the hash that is recorded. Exit code 1 where a file is missing or altered."
    )
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help="those of this entry, by its id (default: all)")
    parser.add_argument(
        "--save", metavar="FOLDER", help="write the files to this folder, under their names; none is written over"
    )
    parser.add_argument(
        "--dispose",
        action="store_true",
        help="say which files may be disposed of: those whose `keep_until` is over and that nothing holds; with --yes "
        "dispose of them, each with a correction of its entry that says so",
    )
    parser.add_argument("--yes", action="store_true", help="with --dispose: do it")
    add_writer(parser)
    add_as_known(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """List them, or give them out."""
    if options.save is not None and options.all_companies:
        raise UsageError("--save gives out the files of one company; leave --all-companies out")
    if options.dispose and (options.save is not None or options.all_companies or options.as_known is not None):
        raise UsageError("--dispose is about the files of one company as they are now; leave the other options out")
    if options.yes and not options.dispose:
        raise UsageError("--yes goes with --dispose")
    return answer(
        options,
        lambda ledger: _found(ledger, options),
        lambda found: documents.blocks(found, options.entry, both_dates(options), options.save),
        lambda found: serialized(options, found),
        lambda found: all(_is_right(one, options) for one in found.documents),
    )


def _is_right(one: Document, options: argparse.Namespace) -> bool:
    """Whether a file is neither missing nor altered; and, where files are to be given out, here."""
    return one.is_here if options.save is not None else one.condition not in ("missing", "altered")


def _found(ledger: "Ledger", options: argparse.Namespace) -> Documents:
    if options.dispose:
        return ledger.dispose(options.entry, reason=options.why, write=options.yes)
    found = ledger.documents(options.entry, as_known=options.as_known)
    if options.save is not None:
        _save(ledger, found.documents, Path(options.save))
    return found


def _save(ledger: "Ledger", found: Sequence[Document], folder: Path) -> None:
    """Write those that are here, each under its name, or that name with a number where another file has it."""
    for one in found:
        if one.is_here:
            content = ledger.document(one.document)
            place = next(path for path in _names(folder, one.name) if _is_free(path, content))
            if not place.exists():
                write_whole({place: content})


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    number, path = 2, PurePath(name)
    while True:
        yield folder / f"{path.stem} ({number}){path.suffix}"
        number += 1


def _is_free(path: Path, content: bytes) -> bool:
    """Whether there is nothing at a path, or the very same file."""
    return not os.path.lexists(path) or (
        path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    )
