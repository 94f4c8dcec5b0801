"""`seriesd sweep`: the price in every scenario of a grid; nothing is written to the ledger."""

import argparse
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from commands.errors import UnableError, UsageError
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_jobs, add_on, add_scheduler
from commands.terminal.progress import progress
from commands.terminal.question import both_dates, day_of, ledger_of
from ledger.numbers.exact import NotANumberError, read_number
from projections.compare.sweep import Row, Sweep
from projections.compare.sweep_grid import (
    MOST_SCENARIOS,
    EachLapses,
    EachRepriced,
    NextIssue,
    NextOption,
    Part,
    Value,
    Vary,
    steps,
)
from projections.render.answers.compare import sweep
from projections.render.blocks import Title

if TYPE_CHECKING:
    from projections.compare.sweep import Ground
    from projections.render.documents.report import Colophon

_IN_THREES = re.compile(r"\s*[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?\s*", re.ASCII)

_EXAMPLES = """\
examples:
  seriesd sweep --issue shares=1000000:10000000:1000000 price=0.001:0.005:0.0005 --on 2006-12-31
  seriesd sweep --option shares=5000000 price=0.001,0.002,0.003 --on 2006-12-31
  seriesd sweep --vary sale-3 consideration.cash=10000:30000:5000
  seriesd sweep --each-lapses --on 2006-12-31                      each right in turn
  seriesd sweep --each-repriced-to 0.001:0.003:0.0005 -o prices.csv
  seriesd sweep --issue shares=5000000 price=0.001:0.003:0.001 --each-lapses -o map.svg

A FILE may also end in .csv or .parquet, a table with exact numbers, and in .svg or .html, the map of two axes.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """What is varied, on which date, from which state of knowledge, and where it is worked out."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    grid = "VALUES are a number, several (0.001,0.002), or steps (0.001:0.005:0.0005)"
    for name, what in (("--issue", "a next issue of Common"), ("--option", "a next grant of an option")):
        parser.add_argument(name, metavar="FIELD=VALUES", nargs=2, help=f"{what}: shares=VALUES price=VALUES; {grid}")
    parser.add_argument(
        "--vary",
        metavar=("ID", "FIELD=VALUES"),
        nargs=2,
        action="append",
        default=[],
        help="a field of an entry, dotted as in a CSV journal; its values may be dates or words too",
    )
    parser.add_argument("--each-lapses", action="store_true", help="each right in turn ends unexercised (4E(3))")
    parser.add_argument("--each-repriced-to", metavar="VALUES", help="each right in turn has another price (4E(3))")
    add_jobs(parser)
    parser.add_argument(
        "--most", metavar="N", type=_most, help="refuse a grid of more scenarios than N before one is worked out"
    )
    add_scheduler(parser)
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Answer all scenarios."""
    parts = list(_parts(options))
    if not parts:
        raise UsageError("say what shall vary: --issue, --option, --vary, --each-lapses or --each-repriced-to")
    from commands.exports.sweep_files import Written, write, writer_of

    writer = writer_of(options.output, options.format)
    found, feet = _swept(options, parts)

    if writer is None:
        give(
            options,
            lambda: serialized(options, found),
            lambda: sweep.blocks(found, both_dates(options)),
            feet,
            found=found,
        )
        return 0
    foot = [line for one in feet for line in one.lines()]
    write(writer, options.output, Written(found, options.exact, foot))
    said = f"{len(found.rows):,} scenarios on {found.on}, {both_dates(options)}, are in {options.output}"
    spoken = argparse.Namespace(**vars(options) | {"output": None, "format": "json" if options.json else "text"})
    give(spoken, lambda: serialized(options, found), lambda: [Title(said)])
    return 0


def _swept(options: argparse.Namespace, parts: Sequence[Part]) -> "tuple[Sweep, Sequence[Colophon]]":
    from commands.api.sweep import ClusterError, swept
    from projections.compare.sweep import Ground

    on = day_of(options)
    with ledger_of(options) as ledger:
        ground = Ground(ledger.log(as_known=options.as_known), on, parts)
        _check_size(ground, options.most)
        feet = colophons(ledger, options, everywhere=options.output is not None)
    found: list[Row] = []
    try:
        rows = swept(ground, jobs=options.jobs, scheduler=options.scheduler)
        with progress("scenarios") as told:
            for row in rows:
                found.append(row)
                told(len(found), ground.size)
    except ClusterError as error:
        raise UnableError(str(error)) from None
    return Sweep(on, ground.axes, ground.actual, found, ground.notes), feet


def _check_size(ground: "Ground", most: int | None) -> None:
    """Raises `UsageError` for a grid that has more scenarios than are wanted."""
    if most is not None and ground.size > most:
        across = " x ".join(f"{len(axis.values):,} of {axis.name}" for axis in ground.axes)
        raise UsageError(
            f"these are {ground.size:,} scenarios ({across}), and {most:,} at most are worked out here; "
            "take larger steps, or fewer values"
        )


# -- what is asked ----------------------------------------------------------------------------------------------------


def _parts(options: argparse.Namespace) -> Iterator[Part]:
    if options.issue:
        yield NextIssue(*_shares_and_price("--issue", options.issue))
    if options.option:
        yield NextOption(*_shares_and_price("--option", options.option))
    for name, given in options.vary:
        field, values = _field("--vary", given)
        yield Vary(name, field, _values(values, f"--vary {name} {field}"))
    if options.each_lapses:
        yield EachLapses()
    if options.each_repriced_to:
        yield EachRepriced(_numbers(options.each_repriced_to, "--each-repriced-to"))


def _shares_and_price(option: str, given: Sequence[str]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    fields = dict(_field(option, one) for one in given)
    if fields.keys() != {"shares", "price"}:
        raise UsageError(f"{option} needs shares=VALUES and price=VALUES, such as shares=1000000 price=0.001,0.002")
    return _numbers(fields["shares"], f"{option} shares"), _numbers(fields["price"], f"{option} price")


def _field(option: str, given: str) -> tuple[str, str]:
    field, found, values = given.partition("=")
    if not found or not field or not values:
        raise UsageError(f"{option}: {given!r} is not FIELD=VALUES, such as shares=1000000:5000000:1000000")
    return field, values


def _numbers(given: str, what: str) -> tuple[Fraction, ...]:
    values = _values(given, what)
    words = [value for value in values if isinstance(value, str)]
    if words:
        raise UsageError(f"{what}: {words[0]!r} is not a number; write 0.001, 0.001,0.002 or 0.001:0.005:0.0005")
    return tuple(value for value in values if isinstance(value, Fraction))


def _values(given: str, what: str) -> tuple[Value, ...]:
    """Values as they are written: several, or a range by steps. What could be one number in threes is refused."""
    if found := next(filter(_IN_THREES.fullmatch, given.split(":")), None):
        raise UsageError(
            f"{what}: {found} could be one number with thousands separators, or several; "
            f"write {found.replace(',', '')}, or several with a space after each comma: '{found.replace(',', ', ')}'"
        )
    ends = [_value(one) for one in given.split(":")]
    numbers = [one for one in ends if isinstance(one, Fraction)]
    if len(ends) == 3 and len(numbers) == 3:  # noqa: PLR2004  from, to and step
        try:
            return steps(*numbers)
        except ValueError as error:
            raise UsageError(f"{what}: {given}: {error}") from None
    return tuple(_value(one) for one in given.split(","))


def _value(given: str) -> Value:
    try:
        return read_number(given)
    except NotANumberError:
        return given.strip()


def _most(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text[:12]) <= MOST_SCENARIOS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of scenarios, 1 to {MOST_SCENARIOS:,}")
    return int(text)
