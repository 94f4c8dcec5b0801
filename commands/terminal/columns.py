"""Columns named by hand, `--column FIELD=HEADER`, and remembered beside the ledger for the next file like it.

Beside `ledger.db` lies `ledger.db.columns.json`; for a ledger on a server a file in the user's configuration folder.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from commands.errors import UnableError, UsageError
from commands.reading.columns import Column, Mapped, Vocabulary, folded
from commands.reading.lines import UnreadableError
from commands.reading.sources import bounded
from commands.terminal.question import ledger_url
from ledger.names import near
from ledger.store.address import NoPlaceError, file_of

_SUFFIX = ".columns.json"


def add_column(parser: argparse.ArgumentParser) -> None:
    """The option --column."""
    parser.add_argument(
        "--column",
        metavar="FIELD=HEADER",
        dest="columns",
        action="append",
        default=[],
        help="in tables (.csv, .xlsx) the column with this header is this field, like --column "
        "price='Conversion Price ($)'; remembered beside the ledger",
    )
    parser.add_argument(
        "--as-named",
        action="store_true",
        help="take the columns of tables by their own names, whatever was said of such names before",
    )


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns that were named by hand for tables of one kind, and the file in which they are remembered."""

    kind: str
    mapped: Mapped
    path: Path | None
    options: argparse.Namespace
    aside: Sequence[str] = ()

    @classmethod
    def of(cls, options: argparse.Namespace, vocabulary: Vocabulary) -> Self:
        """What the options say, and what was said before. Raises `UsageError` for a field that there is not."""
        by_hand, aside = dict[str, str](), list[str]()
        for given in getattr(options, "columns", []):
            name, found, header = given.partition("=")
            name = name.strip()
            if not found or not header.strip():
                raise UsageError(f"--column: {given!r} is not FIELD=HEADER, such as price='Conversion Price ($)'")
            if vocabulary.exactly(name) is None and name not in vocabulary.aside:
                raise UsageError(f"--column: there is no field {name!r}{near(name, vocabulary.known)}")
            if name in by_hand or folded(header) in map(folded, [*by_hand.values(), *aside]):
                raise UsageError(f"--column: {given!r} says again what is said before it; name each column once")
            if name in vocabulary.aside:
                aside.append(header)
            else:
                by_hand[name] = header
        path = _path_of(ledger_url(options))
        forgets = path is None or getattr(options, "as_named", False)
        before = {} if forgets or path is None else _read(path).get(vocabulary.kind, {})
        fields = {name for name in before.values() if name in vocabulary.aside or vocabulary.exactly(name)}
        known = {header: name for header, name in before.items() if name in fields and name not in by_hand}
        mapped = Mapped(by_hand, known, aside, getattr(options, "header_row", None))
        return cls(vocabulary.kind, mapped, path, options, vocabulary.aside)

    def remember(self, columns: Iterable[Column]) -> None:
        """Remember what was named by hand, but for letters. What cannot be written down is no reason to fail."""
        said = {folded(column.header): column.name for column in columns if column.said == "by hand"}
        if not said or self.path is None or self.mapped.row == 0:
            return
        whole = _read(self.path)
        fields = set(said.values()).difference(self.aside)
        kept = {header: name for header, name in whole.get(self.kind, {}).items() if name not in fields}
        whole[self.kind] = kept | said
        from commands.terminal.output import put

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            put(self.path, lambda path: path.write_text(_written(whole), "utf-8"))
        except OSError as error:
            from commands.terminal.streams import say_beside

            why = f"{self.path}: {error.strerror or error}"
            say_beside(f"note: the columns are not remembered: {why}", self.options)


def _written(whole: dict[str, dict[str, str | None]]) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _path_of(url: str) -> Path | None:
    """Where the columns for the tables of a ledger are remembered; None where there is no place for it."""
    try:
        file = file_of(url)
    except NoPlaceError:
        return None
    if file is not None:
        return None if not file or file.startswith(":memory:") else Path(f"{file}{_SUFFIX}")
    from platformdirs import user_config_path

    # the URL has a password in it, perhaps
    return user_config_path("seriesd") / f"{sha256(url.encode()).hexdigest()[:16]}{_SUFFIX}"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        whole: dict[str, dict[str, Any]] = json.loads(bounded(path).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError, UnreadableError) as error:
        raise UnableError(
            f"{path}, which remembers the names of columns, cannot be read ({error}); remove it"
        ) from None
    is_one = isinstance(whole, dict) and all(
        isinstance(kind, dict) and all(isinstance(name, str) for name in kind.values()) for kind in whole.values()
    )
    if not is_one:
        raise UnableError(f"{path}, which should remember the names of columns, is something else; remove it")
    return whole
