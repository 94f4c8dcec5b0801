"""`seriesd entries`: the record as a list, with what was voided or corrected struck through and linked."""

import argparse
from typing import Any

from commands.terminal.common import add_as_known, both_dates, console, ledger_of, print_json
from commands.terminal.options import day
from ledger.events import STORED_TYPES
from projections.answers.entries import Entries, Filter, Listed, listed, reason_of
from projections.render.entries import says
from projections.render.json.serialize import as_json
from projections.render.numbers import entries_in_words


def configure(parser: argparse.ArgumentParser) -> None:
    """Which entries, and in which order."""
    parser.epilog = "What is voided or corrected is struck through; where that cannot be shown, it stands between ~~."
    parser.add_argument("--from", dest="since", metavar="DATE", type=day, help="taking effect on this date or later")
    parser.add_argument("--until", metavar="DATE", type=day, help="taking effect on this date or earlier")
    parser.add_argument(
        "--type", dest="types", metavar="TYPE", nargs="+", action="extend", default=[], choices=sorted(STORED_TYPES),
        help="of this type, such as option_granted; may be repeated",
    )  # fmt: skip
    parser.add_argument("--holder", metavar="NAME", help="that name this holder")
    parser.add_argument("--right", metavar="NAME", help="that name this right")
    parser.add_argument("--edited", action="store_true", help="only what was voided or corrected, and what did that")
    parser.add_argument(
        "--order", choices=["timeline", "recorded"], default="timeline", help="as they take effect, or as recorded"
    )
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the entries."""
    with ledger_of(options) as ledger:
        log = ledger.log(as_known=options.as_known)
    wanted = Filter(options.since, options.until, options.types, options.holder, options.right, options.edited)
    found = listed(log, options.order, wanted)
    if options.json:
        print_json(as_json(Entries(found)))
        return 0
    order = "in the order in which they take effect" if options.order == "timeline" else "in the order recorded"
    print(f"Entries {order}, {both_dates(options)}")
    if found:
        _print(found)
    shown = "all" if len(found) == len(log) else str(len(found))
    print(f"{shown} of {entries_in_words(len(log))}")
    return 0


def _print(found: list[Listed]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    # a terminal that cannot strike a line through gets the mark that others get
    strikes = out.is_terminal and not out.is_dumb_terminal
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("no.", "takes effect", "recorded", "entry", "what happened"):
        table.add_column(name, justify="right" if name == "no." else "left")
    for one in found:
        table.add_row(*_row(one, strikes=strikes))
        for link in _links(one):
            table.add_row("", "", "", "", Text(link))
    out.print(table)


def _row(one: Listed, *, strikes: bool) -> list[Any]:
    from rich.text import Text

    recorded = one.recorded
    late = " late" if one.late else ""
    when = f"{recorded.entry.effective}{late}"
    texts = (when, recorded.id, says(recorded.entry))
    struck = [Text(text) if one.state == "stands" else _struck(text, strikes=strikes) for text in texts]
    return [str(recorded.position), struck[0], f"{recorded.recorded_at:%Y-%m-%dT%H:%M:%SZ}", *struck[1:]]


def _links(one: Listed) -> list[str]:
    """What was put in the place of an entry and by which edit; of an edit, what it edits and why."""
    found = [f"{_done(edit.entry.type)} by {edit.id}: {reason_of(edit)}" for edit in one.edited_by]
    if one.state == "corrected" and one.now is not None:
        on = f"on {one.now.effective}, " if one.now.effective != one.recorded.entry.effective else ""
        found.append(f"now: {on}{says(one.now)}")
    return [f"  {link}" for link in found]


def _done(kind: str) -> str:
    return kind.removeprefix("entry_")


def _struck(text: str, *, strikes: bool) -> Any:
    from rich.text import Text

    return Text(text, style="strike") if strikes else Text(f"~~{text}~~")
