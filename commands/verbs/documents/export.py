"""`seriesd export`: the ledger written out, as a journal, as a report, or as files for other programs."""

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple

from commands.api.ledger import Ledger, today
from commands.errors import UnableError, UsageError
from commands.exports.destinations import put_files
from commands.exports.request import Made, Request, Writer
from commands.exports.rows import heads_of
from commands.terminal.answer import print_json, serialized
from commands.terminal.options import add_all_companies, add_as_known, add_on
from commands.terminal.output import give_out
from commands.terminal.question import asked_of, ledger_of, ledger_url
from commands.terminal.streams import say, say_beside


class _Format(NamedTuple):
    """A format: what it is, the module that writes it, which options mean something to it, and what it needs."""

    said: str
    module: str
    options: frozenset[str] = frozenset()
    extra: str | None = None


_TRAIL = "trail"
_TABLES = frozenset({"tables", "all_companies"})
_ON = frozenset({"on"})
_FORMATS = {
    "jsonl": _Format("the canonical form of a journal", "journal"),
    "pdf": _Format("a report on the company", "report", _ON),
    "html": _Format("the same as a web page", "report", _ON),
    "csv": _Format("the reporting tables, a file for each", "csv_files", _TABLES),
    "xlsx": _Format(
        "a workbook: six sheets to print, and the tables with formulas to check", "workbook.book", _TABLES | _ON, "xlsx"
    ),
    "parquet": _Format("they again, in typed columns", "parquet", _TABLES, "parquet"),
    "ocf": _Format("an Open Cap Format package", "ocf", _ON),
    "trail": _Format("the audit trail: every event of the whole ledger, with its seal", "trail"),
}
"""Each format has a module of `commands.exports`, imported when it is asked for."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which format, of what, and where to."""
    said = "; ".join(f"{name}, {one.said}" for name, one in _FORMATS.items())
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=list(_FORMATS),
        help=f"{said} (default: by the suffix of PATH, else jsonl)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="write to a file, or several files to a folder or a .zip file; what stood there is replaced (default: "
        "standard output)",
    )
    parser.add_argument("--tables", metavar="NAMES", help="only these tables, with commas between (csv, xlsx, parquet)")
    add_on(parser)
    add_as_known(parser)
    add_all_companies(parser)


def run(options: argparse.Namespace) -> int:
    """Make the export, and when all of it is made write it."""
    options.format = _format_of(options.format, options.output)
    form = _FORMATS[options.format]
    _check_options(options, form)
    if options.format == _TRAIL:
        return _trail(options)
    with ledger_of(options) as ledger:
        request = _request(options, asked_of(ledger, options))
        made = _made(form, request)
        heads = heads_of(request) if options.json else {}
    if made.document is not None:
        give_out(made.document, options.output, options.format)
    elif request.output is not None:
        put_files(made.documents, request.output, request.made)
    if options.output is not None and (made.rows or options.json):
        _say(made, options, heads)
    return 0


def _trail(options: argparse.Namespace) -> int:
    """The trail is of a whole ledger, and may be more than there is memory for."""
    from commands.exports.trail import write_trail

    if options.company is not None or options.as_known is not None:
        raise UsageError("an audit trail is of the whole ledger as it stands; leave --company and --as-known out")
    events = write_trail(ledger_url(options), options.output)
    if options.output is not None:
        _say(Made(rows={options.output: events}), options, {})
    return 0


def _format_of(chosen: str | None, output: str | None) -> str:
    """The format chosen, or that of the suffix. Raises `UsageError` where a name promises another, or one unknown."""
    suffix = "" if output is None or output.endswith(("/", os.sep)) else PurePath(output).suffix.lower()
    meant = _TRAIL if (output or "").lower().endswith(f".{_TRAIL}.jsonl") else suffix.removeprefix(".")
    if chosen is not None:
        if meant in _FORMATS and meant != chosen and (chosen, meant) != (_TRAIL, "jsonl"):
            raise UsageError(f"{output} is the name of another format than --format {chosen}; name it otherwise")
        return chosen
    if meant and meant not in _FORMATS:
        known = ", ".join(f".{name}" for name in _FORMATS if name not in ("ocf", _TRAIL))
        raise UsageError(f"no export is written as {suffix}; known are {known}, and --format says it for other names")
    return meant if meant in _FORMATS else "jsonl"


def _request(options: argparse.Namespace, ledgers: list[Ledger]) -> Request:
    return Request(
        ledgers=ledgers,
        on=options.on or today(),
        as_known=options.as_known,
        made=datetime.now(UTC),
        tables=[name.strip() for name in options.tables.split(",")] if options.tables else [],
        output=None if options.output is None else Path(options.output),
        format=options.format,
    )


def _check_options(options: argparse.Namespace, form: _Format) -> None:
    for name in ("tables", "on", "all_companies"):
        if getattr(options, name) and name not in form.options:
            takers = [kind for kind, one in _FORMATS.items() if name in one.options]
            raise UsageError(f"--{name.replace('_', '-')} goes with --format {', '.join(takers)}")


def _made(form: _Format, request: Request) -> Made:
    write: Writer = import_module(f"commands.exports.{form.module}").write
    try:
        return write(request)
    except ModuleNotFoundError as error:
        if form.extra is None:
            raise
        said = f"this format needs {error.name}, which is not installed: pip install 'seriesd[{form.extra}]'"
        raise UnableError(said) from error


def _say(made: Made, options: argparse.Namespace, heads: Mapping[str, Mapping[str, str]]) -> None:
    if options.json:
        print_json(options, serialized(options, made.answer(options.format, options.output, heads)))
        return
    rows = sum(made.rows.values())
    files = f" {len(made.documents)} files to" if made.documents else ""
    say(f"Wrote{files} {options.output}: {rows:,} {'row' if rows == 1 else 'rows'}.", options)
    for loss in made.losses:
        about = f" ({', '.join(loss.entries)})" if loss.entries else ""
        say_beside(f"not carried: {loss.message}{about}", options)
