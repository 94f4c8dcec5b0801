"""What is supposed: the entries left out, the fields changed, the journal added; in an address, a form, and words.

An entry's id is whatever somebody called it, so each value stands behind an equals sign, and none can be taken for an
option. The journal that is added is text; it stands in a file while the verb reads it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, Self

from commands.web.asked import Dated
from commands.web.asking import each
from commands.web.pages.record.given import Files
from commands.web.sent import Sent, Upload

LONGEST = 4_000
"""So long an address may become: it can be sent to others, and every browser keeps it."""

ADDED = "added"
_IS_JSON = re.compile(r"\[|\{\s*[\"}]")
"""How JSON begins: a list, or the quoted name of a field. A brace before a bare name is YAML."""
_IS_ENTRY = re.compile(r"(?!entries\s*:)[a-z_]+:(\s|$)")
"""How an entry of YAML begins that stands in no list."""


class Supposed(Dated):
    """What an address supposes: `entry`, `field` and `value` stand once for each change, in their order."""

    without: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    add: str = ""


class Change(NamedTuple):
    """Another value in a field of an entry; an empty one leaves the field out."""

    entry: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What is supposed, as it was typed."""

    without: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    add: str = ""

    @classmethod
    def of(cls, asked: Supposed) -> Self:
        """Those of an address."""
        return cls(_each(asked.without), _changes(asked.entry, asked.field, asked.value), _text(asked.add))

    @classmethod
    def sent(cls, sent: Sent) -> Self:
        """Those of a form."""
        changes = (tuple(sent.fields.get(name, ())) for name in ("entry", "field", "value"))
        return cls(_each(sent.all("without")), _changes(*changes), _text(sent.one("add")))

    def __bool__(self) -> bool:
        """Whether anything is supposed."""
        return bool(self.without or self.changes or self.add)

    @property
    def query(self) -> dict[str, Any]:
        """As an address has them."""
        columns = {name: [getattr(one, name) for one in self.changes] for name in Change._fields}
        return {"without": list(self.without), **columns, "add": self.add or None}

    @property
    def said(self) -> list[str]:
        """The words of a command line that says so, for whoever types it."""
        changes = (word for one in self.changes for word in ("--change", one.entry, f"{one.field}={one.value}"))
        return [*each("--without", self.without), *changes, *([f"--add={self.name}"] if self.add else [])]

    @property
    def name(self) -> str:
        """What the journal that is added is called: its spelling is seen in how it begins."""
        if not _IS_JSON.match(self.add):
            return f"{ADDED}.yaml"
        return f"{ADDED}.{'jsonl' if self._begins_each_line else 'json'}"

    @property
    def _begins_each_line(self) -> bool:
        """Whether a brace begins every line: then each is an entry."""
        return all(line.lstrip().startswith("{") for line in self.add.split("\n") if line.strip())

    @property
    def _journal(self) -> str:
        """The journal as a file holds it: an entry by itself is made a list of one; its lines stay where they are."""
        if _IS_JSON.match(self.add):
            alone = self.add.startswith("{") and not self._begins_each_line
            return f"[{self.add}]" if alone else self.add
        if self.add.startswith("{"):  # each brace at the start of a line begins an entry
            return "\n".join(f"{'- ' if line.startswith('{') else '  '}{line}" for line in self.add.split("\n"))
        if _IS_ENTRY.match(self.add):
            return "- " + self.add.replace("\n", "\n  ")
        return self.add

    @contextmanager
    def asked(self) -> Iterator[tuple[list[str], Files]]:
        """The words that ask the verb, while its file is there."""
        added = [Upload(self.name, self._journal.encode("utf-8", "replace"))] if self.add else []
        with Sent(files={"add": added}).in_folder("add") as paths:
            changes = (f"--change={one.entry}\t{one.field}={one.value}" for one in self.changes)
            files = Files(paths, paths[0].parent.parent if paths else _NOWHERE)
            yield [*each("--without", self.without), *changes, *each("--add", paths)], files


_NOWHERE = Path("/nowhere")


def _each(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in names if one.strip()))


def _changes(*columns: tuple[str, ...]) -> tuple[Change, ...]:
    """A change for each row in which an entry or a field is named."""
    rows = (Change(*(one.strip() for one in row)) for row in zip_longest(*columns, fillvalue=""))
    return tuple(one for one in rows if one.entry or one.field)


def _text(given: str) -> str:
    return given.replace("\r\n", "\n").strip()
