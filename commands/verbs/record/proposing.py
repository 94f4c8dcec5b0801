"""`seriesd record FILE… --propose`: entries that somebody else is to approve."""

import argparse
from collections.abc import Sequence

from commands.errors import UsageError
from commands.journal import Line
from commands.terminal.answer import give, serialized
from commands.terminal.progress import progress
from commands.terminal.question import ledger_of
from commands.terminal.streams import say_beside
from ledger.refusals import Flag, Refusal
from projections.answers.flags import flag_says
from projections.render.answers.record import proposals

_NOT_WITH = {"dry_run": "--dry-run", "project": "--project", "seen": "--seen"}


def check_alone(options: argparse.Namespace) -> None:
    """What is proposed is not recorded: nothing about recording goes with it. Raises `UsageError`."""
    others = [name for option, name in _NOT_WITH.items() if getattr(options, option, None)]
    if others or options.read_as == "ocf":
        raise UsageError(f"--propose records nothing, and {(*others, '--format ocf')[0]} does not go with it")


def propose(options: argparse.Namespace, lines: Sequence[Line], notes: Sequence[Flag]) -> int:
    """Propose the entries of these lines; a refusal names the line."""
    with ledger_of(options, create=True) as ledger:
        try:
            with progress("proposing"):
                entries = [line.entry for line in lines]
                found = ledger.propose(entries, new_company=options.new_company, batch=options.batch)
        except Refusal as refusal:
            place = () if refusal.index is None else (lines[refusal.index].number, lines[refusal.index].file)
            raise refusal.of(None, *place) from None
    give(
        options, lambda: serialized(options, found), lambda: proposals.proposed(found, quiet=options.quiet), found=found
    )
    for flag in notes:
        say_beside(f"note: {flag_says(flag)}", options)
    return 0
