"""`seriesd recordings`: the audit trail, who recorded what, when, why and with which program."""

import argparse
from dataclasses import replace

from commands.errors import UsageError
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, day
from commands.terminal.question import both_dates, ledger_of
from projections.audit.recordings import Recordings
from projections.render.answers.audit import receipt, recordings
from projections.render.json.recording import receipt as for_a_program

_EPILOG = """\
examples:
  seriesd recordings                     who recorded what, in all companies of the ledger
  seriesd recordings --entry sale-3      with which recording an entry came, and by whom
  seriesd recordings 3                   the receipt of one: what came of its entries, and the head to keep
  seriesd recordings --since 2026-01-01  from that day on (UTC)

Who recorded is as they said, or as their system calls them; a signature (record --sign) is what shows more. Of what
was recorded by a version before recordings nobody is named.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which recordings."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("number", metavar="N", nargs="?", type=_number, help="the receipt of the one with this number")
    parser.add_argument("--since", metavar="DATE", type=day, help="recorded on this day or later (UTC)")
    parser.add_argument("--last", metavar="N", type=_number, help="only the last N of them")
    parser.add_argument("--entry", metavar="ID", help="the recording that an entry is of")
    parser.add_argument("--batch", metavar="KEY", help="the recording that was made with this key")
    add_as_known(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the recordings, or what came of one."""
    if options.number is not None:
        return _receipt(options)
    with ledger_of(options) as ledger:
        found: Recordings = ledger.recordings(
            since=options.since, entry=options.entry, batch=options.batch, as_known=options.as_known
        )
        found = found if options.last is None else replace(found, recordings=found.recordings[-options.last :])
        of = None if options.company is None else ledger.chosen_company()
    give(
        options, lambda: serialized(options, found), lambda: recordings.blocks(found, _asked(options, of)), found=found
    )
    return 0


def _receipt(options: argparse.Namespace) -> int:
    if any(one is not None for one in (options.since, options.entry, options.batch)):
        raise UsageError("the number names one recording; --since, --entry and --batch look for them")
    with ledger_of(options) as ledger:
        found = ledger.receipt(options.number, as_known=options.as_known)
    give(options, lambda: serialized(options, for_a_program(found)), lambda: receipt.blocks(found), found=found)
    return 0


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < len(text) <= len("100000000") or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a recording")
    return int(text)


def _asked(options: argparse.Namespace, company: str | None) -> str:
    said = ("" if options.entry is None else f" of the entry {options.entry}") + (
        "" if company is None else f" of {company}"
    )
    said += "" if options.since is None else f" since {options.since}"
    return said if options.as_known is None else f"{said}, {both_dates(options)}"
