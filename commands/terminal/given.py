"""Files that are given to a verb which asks: read with the columns that are remembered; notes on standard error."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from commands.terminal.columns import Mapping
from commands.terminal.streams import say_beside
from ledger.events import AnyEntry
from ledger.refusals import Flag

if TYPE_CHECKING:
    from projections.audit.audit import Claim


def entries_in(options: argparse.Namespace, files: Iterable[str]) -> list[AnyEntry]:
    """The entries of journals. Raises `UnreadableError`."""
    from commands.journal import read_journals
    from commands.journal.tabular import vocabulary

    journal = read_journals(files, mapped=Mapping.of(options, vocabulary()).mapped)
    _say(journal.notes, options)
    return [line.entry for line in journal.lines]


def claims_in(options: argparse.Namespace, file: str) -> "list[Claim]":
    """The claims of a file. Raises `UnreadableError`."""
    from commands.reading.claims import VOCABULARY, claims_of

    found = claims_of(file, Mapping.of(options, VOCABULARY).mapped)
    _say(found.notes, options)
    return found.claims


def _say(notes: Iterable[Flag], options: argparse.Namespace) -> None:
    for note in notes:
        say_beside(f"note: {note.message}", options)
