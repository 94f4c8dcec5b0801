"""`seriesd dividends`: what each dividend gives the holders of Series D, and what is accrued."""

import argparse

from commands.terminal.common import add_as_known, add_on, both_dates, console, ledger_of, print_json, print_under
from projections.answers.dividends import DividendDue
from projections.figures import Figure
from projections.render.json.serialize import as_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Up to which date, and from which state of knowledge."""
    add_on(parser)
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the dividends."""
    with ledger_of(options) as ledger:
        answer = ledger.dividends(options.on, as_known=options.as_known)
    if options.json:
        print_json(as_json(answer))
        return 0
    print(f"Dividends due to Series D up to {answer.on}, {both_dates(options)}")
    if answer.dividends:
        _print_table(answer.dividends)
    else:
        print("  none so far")
    for one in answer.payments:
        print(f"  accruals of {one.per_share.short()} a share were paid on {one.on} ({one.entry})")
    print(f"  accrued and unpaid: {answer.accrued_per_share.short()} a share, part of the Liquidation Preference (3)")
    print_under({"warnings": as_json(answer.notes)})
    return 0


def _print_table(dividends: list[DividendDue]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("entry", "record date", "paid on", "holder"):
        table.add_column(name)
    for name in ("Series D", "as converted", "per Common", "due"):
        table.add_column(name, justify="right")
    table.add_column("")
    for one in dividends:
        said = one.series_d or one.kind
        for name, due in one.holders.items():
            shares = "-" if due.as_converted is None else f"{due.as_converted:,}"
            money = "-" if due.due is None else Figure.of(due.due).short()
            dates = (str(one.record_date), str(one.paid_on))
            per_share = Figure.of(one.per_share).short()
            table.add_row(one.entry, *dates, name, f"{due.series_d:,}", shares, per_share, money, said)
    console().print(table)
