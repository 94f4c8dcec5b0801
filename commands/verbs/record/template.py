"""`seriesd template TYPE…`: an empty journal to fill in, as YAML, CSV or a workbook."""

import argparse
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from commands.errors import UnableError, UsageError
from commands.terminal.answer import print_json, serialized
from commands.terminal.output import give_out
from commands.terminal.streams import say, speak_utf8
from commands.verbs.record.describe import check_type
from ledger.events import ENTRY_TYPES
from projections.members import Maybe

_FORMATS = ("yaml", "csv", "xlsx")
_ALSO = {"yml": "yaml"}


class Template(NamedTuple):
    """An empty journal: in which format and file it is, for which types, with which columns; else its text."""

    format: str
    file: str | None
    """Where it was written; null where it was not."""
    types: Sequence[str]
    """The entry types that it is for."""
    columns: Sequence[str]
    """The columns that a table for them has."""
    text: Maybe[str]
    """The journal itself, where it was not written to a file."""


def configure(parser: argparse.ArgumentParser) -> None:
    """For which types, in which format, and where to."""
    parser.add_argument("types", metavar="TYPE", nargs="*", help="entry types; none: all of them")
    parser.add_argument("--format", choices=_FORMATS, default=None, help="default: by the suffix of FILE, else yaml")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file (.yaml, .csv, .xlsx) instead of standard output"
    )


def run(options: argparse.Namespace) -> int:
    """Write it."""
    from commands.journal.blank import columns

    for kind in options.types:
        check_type(kind)
    form = _format(options.format, options.output)
    kinds = list(dict.fromkeys(options.types)) or list(ENTRY_TYPES)
    made = _made(form, kinds)
    if options.output is not None:
        give_out(made if isinstance(made, bytes) else made.encode(), options.output, form)
    if options.json:
        text = made if options.output is None and isinstance(made, str) else None
        print_json(options, serialized(options, Template(form, options.output, kinds, list(columns(kinds)), text)))
    elif options.output is None:
        if isinstance(made, bytes):
            raise UsageError("a workbook is a file: name one that ends in .xlsx with -o")
        speak_utf8()
        print(made, end="")
    else:
        say(f"Wrote {options.output}: {len(kinds)} type{'' if len(kinds) == 1 else 's'} of entries.", options)
    return 0


def _format(chosen: str | None, output: str | None) -> str:
    """The format chosen, or that of the suffix. Raises `UsageError` where the two differ, or the suffix is unknown."""
    suffix = "" if output is None else PurePath(output).suffix.lower().removeprefix(".")
    meant = _ALSO.get(suffix, suffix)
    if meant and meant not in _FORMATS and chosen is None:
        raise UsageError(f"no template is written as .{suffix}; known are .yaml, .csv and .xlsx")
    if chosen is not None and meant in _FORMATS and meant != chosen:
        raise UsageError(f"{output} is the name of another format than --format {chosen}; name it otherwise")
    return chosen or meant or "yaml"


def _made(form: str, kinds: Sequence[str]) -> str | bytes:
    from commands.journal.blank import as_csv, as_yaml

    if form != "xlsx":
        return as_csv(kinds) if form == "csv" else as_yaml(kinds)
    try:
        from commands.exports.template_book import write_template

        return write_template(kinds)
    except ModuleNotFoundError as error:
        said = f"this format needs {error.name}, which is not installed: pip install 'seriesd[xlsx]'"
        raise UnableError(said) from error
