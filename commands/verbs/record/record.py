"""`seriesd record FILE…`: append the entries of journals."""

import argparse
import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from commands.api.decide import RecordResult
from commands.errors import UsageError
from commands.journal import Line, read_journal
from commands.terminal.common import ledger_of, print_json
from commands.terminal.differences import print_differences
from commands.terminal.progress import progress
from ledger.refusals import Refusal
from projections.answers.flags import flag_says, warned
from projections.answers.history import PriceStep
from projections.render.json.serialize import as_json
from projections.render.numbers import entries_in_words

_MOST_STEPS_SHOWN = 12


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the files."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a journal (.yaml, .json, .jsonl, .csv); - is standard input"
    )
    parser.add_argument(
        "--format",
        choices=["yaml", "json", "jsonl", "csv", "ocf"],
        help="of standard input (default: jsonl); ocf: FILE is an Open Cap Format package, a folder or a .zip file",
    )
    parser.add_argument("--series", metavar="NAME", help="with --format ocf: the stock class that the ledger is about")


def run(options: argparse.Namespace) -> int:
    """Record, all or nothing."""
    return record(options, write=True)


def record(options: argparse.Namespace, *, write: bool) -> int:
    """Record the files of the options, or say what recording them would do."""
    if options.format == "ocf":
        return _record_package(options, write=write)
    if options.series is not None:
        raise UsageError("--series goes with --format ocf")
    lines = _lines(options)
    result = _recorded(options, lines, write=write)
    _answer(options, result, write=write)
    return 0


def _lines(options: argparse.Namespace) -> list[Line]:
    """What the files say; while somebody types, no bar moves."""
    with nullcontext() if "-" in options.files else progress("reading"):
        return [line for file in options.files for line in read_journal(file, format=options.format)]


def _record_package(options: argparse.Namespace, *, write: bool) -> int:
    """Record a package of the Open Cap Format; what it says of prices is compared with what its entries give."""
    from commands.ocf import disagreements, read_package

    if len(options.files) != 1:
        raise UsageError("one package at a time: it is about one company")
    imported = read_package(options.files[0], series=options.series)
    result = _recorded(options, imported.lines, write=write)
    notes = [*imported.notes, *disagreements(imported)]
    _answer(options, replace(result, flags=[*result.flags, *notes]), write=write)
    return 0


def _recorded(options: argparse.Namespace, lines: list[Line], *, write: bool) -> RecordResult:
    with ledger_of(options, create=True) as ledger:  # nothing is made before the first append
        try:
            with progress("recording") as told:
                return ledger.record((line.entry for line in lines), write=write, told=told)
        except Refusal as refusal:
            raise refusal.of(None, _line_of(refusal, lines)) from None


def _answer(options: argparse.Namespace, result: RecordResult, *, write: bool) -> None:
    if options.json:
        print_json(result_json(result))
    else:
        print_result(result, write=write)


def result_json(result: RecordResult) -> dict[str, Any]:
    """The answer of `record` and `check`."""
    return {
        "recorded": len(result.entries),
        "already_recorded": result.already_recorded,
        "entries": result.entries,
        "written_by_ledger": result.written,
        "warnings": as_json(map(warned, result.flags)),
        "changes": as_json(result.changes),
    }


def _line_of(refusal: Refusal, lines: list[Line]) -> int | None:
    return None if refusal.index is None else lines[refusal.index].number


def print_result(result: RecordResult, *, write: bool) -> None:
    """What came of recording, for a person."""
    already = f", {result.already_recorded} already recorded" if result.already_recorded else ""
    print(f"{'Recorded' if write else 'Would record'} {entries_in_words(len(result.entries))}{already}.")
    if result.written:
        print(f"Automatic conversion (second 4L): {entries_in_words(len(result.written))} written by the ledger.")
    for step in result.steps[-_MOST_STEPS_SHOWN:]:
        print(_moved(step))
    if len(result.steps) > _MOST_STEPS_SHOWN:
        print(f"  … the last {_MOST_STEPS_SHOWN} of {len(result.steps)} changes; `seriesd history` shows all")
    if result.changes:
        print("What was answered until now changes:")
        print_differences(result.changes, "was", "is now" if write else "would be")
    if write and (result.steps or any(one.kind == "parted" for one in result.changes)):
        print("Holders of Series D must be told of every adjustment (4K): `seriesd notice adjustment` writes to them.")
    for flag in result.flags:
        print(f"note: {flag_says(flag)}", file=sys.stderr)


def _moved(step: PriceStep) -> str:
    return (
        f"Conversion Price {step.before.short()} -> {step.after.short()} by {step.clause}, entry {step.entry}, "
        f"for conversions from {step.governs_from}"
    )
