"""`seriesd proposals`: what was proposed, what has become of it, and what approving it would do now."""

import argparse

from commands.terminal.answer import give, serialized
from commands.terminal.question import ledger_of
from projections.compare.proposals import Tray
from projections.render.answers.record import proposals


def configure(parser: argparse.ArgumentParser) -> None:
    """Which proposals."""
    parser.epilog = (
        "`seriesd record FILE --propose` proposes, with `seriesd approve N` somebody else records it, and `seriesd "
        "decline N` puts it aside. Until it is approved nothing of a proposal is in any figure."
    )
    parser.add_argument("number", metavar="N", nargs="?", type=_number, help="the number of one; absent: all of them")
    parser.add_argument("--open", action="store_true", help="only those that are neither approved nor declined")


def run(options: argparse.Namespace) -> int:
    """Answer the proposals."""
    with ledger_of(options) as ledger:
        asked = ledger.proposals
        found = Tray(asked.company, asked.all(only_open=options.open, number=options.number))
    give(options, lambda: serialized(options, found), lambda: proposals.listed(found), found=found)
    return 0


def add_number(parser: argparse.ArgumentParser) -> None:
    """The number of a proposal."""
    parser.add_argument("number", metavar="N", type=_number, help="the number of the proposal, as `proposals` has it")


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < len(text) <= len("100000000") or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a proposal")
    return int(text)
