"""`seriesd describe [TYPE]`: the entry types of a journal, or the fields of one with an example."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from commands.errors import UsageError
from commands.terminal.answer import give, serialized
from ledger.events import ENTRY_TYPES
from ledger.names import near
from projections.members import Maybe


class TypeSaid(NamedTuple):
    """An entry type: its clause, and what it is."""

    type: str
    clause: str
    meaning: str
    """What it records."""


class Types(NamedTuple):
    """The entry types that a journal can hold."""

    types: Sequence[TypeSaid]
    """The types, in the order of the journal's reference."""


class FieldSaid(NamedTuple):
    """A field of an entry, by its dotted name, with what it may hold."""

    field: str
    """Its name in a table, dotted where it stands in a part; N counts the parts of a list from 0."""
    kind: str
    """What it may hold, in words."""
    required: bool
    """Whether it must be given, within its part where it stands in one."""
    default: Maybe[str]
    """What it is where it is not given."""
    meaning: str
    """What it says."""


class TypeDescribed(NamedTuple):
    """An entry type with its fields and an example."""

    type: str
    clause: str
    meaning: str
    """What it records."""
    fields: Sequence[FieldSaid]
    """Its fields, without the type itself."""
    example: Mapping[str, Any]
    """One as a journal has it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which type."""
    parser.add_argument("type", metavar="TYPE", nargs="?", help="an entry type, such as common_issued; absent: all")


def run(options: argparse.Namespace) -> int:
    """Answer what the models say."""
    from projections.render.answers.record import describe

    if options.type is None:
        types = Types([_type(kind) for kind in ENTRY_TYPES])
        give(options, lambda: serialized(options, types), lambda: describe.types(types.types), found=types)
        return 0
    check_type(options.type)
    from commands.journal.examples import example_lines

    found = described_type(options.type)
    give(
        options,
        lambda: serialized(options, found),
        lambda: describe.one(*found[:3], list(map(_row, found.fields)), example_lines(found.type)),
        found=found,
    )
    return 0


def _row(one: FieldSaid) -> tuple[str, ...]:
    required = one.required and "." not in one.field
    return one.field, "required" if required else "", one.kind, one.default or "", one.meaning


def check_type(kind: str) -> None:
    """Raises `UsageError` for what is no entry type, with the nearest that is."""
    if kind not in ENTRY_TYPES:
        raise UsageError(f"there is no entry type {kind!r}{near(kind, ENTRY_TYPES)}; `seriesd describe` lists them")


def _type(kind: str) -> TypeSaid:
    from commands.journal.described import described

    model = ENTRY_TYPES[kind]
    return TypeSaid(kind, model.clause, described(model).replace("`", ""))


def described_type(kind: str) -> TypeDescribed:
    """What is said of a type."""
    from commands.journal.blank import plain
    from commands.journal.described import columns_of
    from commands.journal.examples import example_of

    fields = [
        FieldSaid(name, one.kind, one.required, one.default or None, plain(one.meaning))
        for name, one in columns_of(kind).items()
        if name != "type"
    ]
    return TypeDescribed(*_type(kind), fields, example_of(kind))
