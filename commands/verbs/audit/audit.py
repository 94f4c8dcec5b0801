"""`seriesd audit CLAIMS`: claimed prices and recorded deliveries beside the computed ones."""

import argparse
from collections.abc import Iterator
from typing import Any

from commands.reading.claims import read_claims
from commands.terminal.common import add_as_known, add_exact, both_dates, console, ledger_of, print_json
from commands.terminal.progress import progress
from projections.audit.audit import Audit, ClaimFound, Compared
from projections.compare.differences import said
from projections.render.json.serialize import as_json

_MOST_PLACES = 100
_PLACES_OF_DIFFERENCES = 16


def configure(parser: argparse.ArgumentParser) -> None:
    """Which claims, and how exactly."""
    parser.epilog = (
        "CLAIMS has the columns date, price and, if wanted, common_per_share and source. Of a workbook the sheet is "
        "read that is shown and has them. Exit code 1: something disagrees."
    )
    parser.add_argument(
        "claims",
        metavar="CLAIMS",
        nargs="?",
        help="a file of claimed prices (.csv, .xlsx); - is standard input; absent: only what the ledger itself holds",
    )
    parser.add_argument(
        "--places", metavar="N", type=_places, help="round both to N decimal places first (default: compare exactly)"
    )
    add_as_known(parser)
    add_exact(parser)


def _places(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_PLACES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of decimal places from 0 to {_MOST_PLACES}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Compare; 1 when anything disagrees."""
    claims = [] if options.claims is None else read_claims(options.claims)
    with ledger_of(options) as ledger, progress("comparing"):
        answer = ledger.audit(claims, places=options.places, as_known=options.as_known)
    if options.json:
        print_json(as_json(answer, everything=options.exact))
    else:
        print(f"{_heading(answer)}, {both_dates(options)}")
        _print(answer)
    return 0 if answer.agrees else 1


def _heading(answer: Audit) -> str:
    if not answer.claims:
        return "What the record itself holds"
    return "Claims compared " + ("exactly" if answer.places is None else f"to {answer.places} decimal places")


def _print(answer: Audit) -> None:
    if answer.claims:
        _print_claims(answer)
    if answer.conversions:
        print()
        _print_conversions(answer)
    if answer.notices:
        print()
        _print_notices(answer)
    print()
    _print_counts(answer)


def _print_counts(answer: Audit) -> None:
    """How much disagrees of what there was to compare."""
    counts = (
        ("claims", [one.agrees for one in answer.claims]),
        ("conversions", [not one.difference for one in answer.conversions]),
    )
    said = [f"{found.count(False)} of {len(found)} {what}" for what, found in counts if found]
    if said:
        print(f"{' and '.join(said)} disagree.")
    if answer.notices:
        print(f"{sum(not one.stands for one in answer.notices)} of {len(answer.notices)} prices in notices disagree.")
    if not said and not answer.notices:
        print("There is nothing to compare: no conversion, and no notice that states a price.")


def _print_claims(answer: Audit) -> None:
    table = _table("row", "date", "claimed", "computed", "difference", "")
    table.columns[0].justify, table.columns[1].justify = "right", "left"
    for one in answer.claims:
        table.add_row(str(one.claim.row), one.claim.on.isoformat(), *_row(one.price))
        if one.common_per_share is not None:
            table.add_row("", "Common per share", *_row(one.common_per_share))
    console().print(table)
    for one in answer.claims:
        for reason in _reasons(one):
            print(f"{_named(one)}: {reason}.")


def _named(one: ClaimFound) -> str:
    """Which claim is meant, where several are of one date: its row in the file, and what it claims."""
    source = "" if one.claim.source is None else f" ({one.claim.source})"
    return f"row {one.claim.row}, {said(one.price.claimed)} on {one.claim.on}{source}"


def _row(one: Compared) -> list[str]:
    difference = "none" if one.difference is None else one.difference.short(_PLACES_OF_DIFFERENCES)
    return [said(one.claimed), said(one.computed), difference, "agrees" if one.agrees else "DISAGREES"]


def _reasons(one: ClaimFound) -> Iterator[str]:
    if one.note is not None:
        yield one.note
    if one.agrees:
        return
    if one.parted is not None:
        yield one.parted.message
    nothing = "no rounding, day, share unit, decimal point, single entry or switch of the reading makes it agree"
    yield one.reconciles.message if one.reconciles else nothing
    if one.common_reconciles is not None:
        yield f"of its Common per share: {one.common_reconciles.message}"


def _print_conversions(answer: Audit) -> None:
    table = _table("conversion", "entitled", "delivered", "difference", "")
    for one in answer.conversions:
        said_of = "" if not one.difference else "TOO MANY" if one.difference > 0 else "TOO FEW"
        table.add_row(one.entry, f"{one.entitled:,}", f"{one.delivered:,}", f"{one.difference:,}", said_of)
    console().print(table)


def _print_notices(answer: Audit) -> None:
    table = _table("notice", "stated", "computed", "")
    for one in answer.notices:
        table.add_row(
            one.entry,
            said(one.stated),
            said(one.computed),
            "agrees" if one.agrees else "put right" if one.stands else "DISAGREES",
        )
    console().print(table)
    for one in answer.notices:
        if not one.agrees:
            print(f"{one.entry} to {one.holder}, mailed on {one.mailed}: {one.says}.")


def _table(first: str, *columns: str) -> Any:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(first)
    for name in columns:
        table.add_column(name, justify="right")
    return table
