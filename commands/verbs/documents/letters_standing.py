"""`seriesd notice standing [LIST]`: who has been told of what, who has not, and what was mailed that is otherwise now.

With `--all-due` it is those alone that are still to be mailed.
With a list of letters that were written it says of each that is not mailed whether it still says what the record says.
"""

import argparse
from collections.abc import Sequence

from commands.api.ledger import Ledger
from commands.errors import UsageError
from commands.reading.letters import Listed, letters_of
from commands.terminal.answer import answer
from commands.terminal.question import both_dates, day_of
from commands.verbs.documents.letters_again import check_says, told
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.documents.notices import standing
from projections.render.answers import notices


def show_standing(options: argparse.Namespace) -> int:
    """Answer how all notices stand on a day."""
    _check(options)
    listed = [] if options.list is None else letters_of(options.list)

    def ask(ledger: Ledger) -> standing.NoticesStanding:
        log = ledger.log(as_known=options.as_known)
        written, kept = _sorted(ledger, options, listed, log), ledger.loaded(as_known=options.as_known)
        on = day_of(options)
        found = standing.notices_standing(log, on, written) if kept is None else kept.notices(on, written)
        return found.due() if options.all_due else found

    return answer(options, ask, lambda found: notices.blocks(found, both_dates(options)))


def _check(options: argparse.Namespace) -> None:
    one = ("entry", "step", "holder", "shares", "mailed", "seen")
    if options.record or options.yes or any(getattr(options, name) is not None for name in one):
        raise UsageError("`notice standing` says how all notices stand; beside it only a list, --on and --as-known go")
    if options.list is not None and options.as_known is not None:
        raise UsageError("a list of letters is held against what is known now; leave --as-known out")


def _sorted(
    ledger: Ledger, options: argparse.Namespace, listed: Sequence[Listed], log: Sequence[Recorded]
) -> standing.Listed:
    """The letters of a list that are not recorded as mailed, by whether they still say what the record says."""
    known = {told(one.entry) for one in log if isinstance(one.entry, NoticeSent)}
    left = [one for one in listed if told(one) not in known]
    outdated = {_key(one) for one in left if not _still_says(ledger, options, listed, one)}
    return standing.Listed({_key(one) for one in left} - outdated, outdated)


def _still_says(ledger: Ledger, options: argparse.Namespace, listed: Sequence[Listed], one: Listed) -> bool:
    try:
        check_says(ledger, options, listed, [one])
    except Refusal:
        return False
    return True


def _key(one: Listed) -> standing.Key:
    return one.kind, one.about, one.holder
