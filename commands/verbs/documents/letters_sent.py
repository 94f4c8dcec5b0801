"""`seriesd notice sent LIST`: the letters of a list were mailed. They are recorded in one act, all of them or none.

A letter is what was mailed, and a `notice_sent` is recorded for each. What a letter of the list stated must still be
what the record gives: a letter that contradicts it is not recorded, and is to be written anew. With `--seen` one that
states no price is taken to state the one of the record that was looked at, which is then the record still.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from commands.api.ledger import Ledger, today
from commands.api.mending import check_seen
from commands.errors import UnableError, UsageError
from commands.reading.letters import LIST, Listed, letters_of
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.confirm import is_wanted
from commands.terminal.question import ledger_of
from commands.verbs.documents.letter_files import WRITTEN, digest_of, written_before
from commands.verbs.documents.letters_again import ANEW, LETTER_SAYS_OTHERWISE, check_says, told
from commands.verbs.documents.mailing_day import (
    check_after_adjustment,
    check_as_dated,
    check_mailed,
    clause_of,
    say_warned,
)
from commands.verbs.record.tables_beside import beside
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.numbers.exact import in_words
from ledger.refusals import Refusal
from ledger.store.store import ConcurrentWriteError
from projections.compare.recording import RecordResult
from projections.documents.letter import envelope_of
from projections.documents.notices.adjustment import AdjustmentNotice, notice_in, sent_entries
from projections.documents.notices.due import ADJUSTMENT, LettersSent, MailedBefore, MailedLetter, price_stated
from projections.documents.notices.events import announced_entries, event_notice
from projections.documents.notices.mailing import chosen, unaddressed
from projections.documents.notices.passed import Passed
from projections.render.answers import letters


class Mailed(NamedTuple):
    """A letter of the list, and the entry that records it."""

    letter: MailedLetter
    entry: NoticeSent


class _Sorted(NamedTuple):
    """The letters that are to be recorded, how many of the list are recorded already, and which on another day."""

    new: list[Mailed]
    already: int
    before: list[MailedBefore]


def record_sent(options: argparse.Namespace) -> int:
    """Record them once that is confirmed, or with --yes; 1 where it is not."""
    _check(options)
    listed, mailed = letters_of(options.list), options.mailed or today()
    with ledger_of(options) as ledger:
        log = ledger.log()
        check_seen(log, options.seen, "the list")
        found = _sorted(ledger, options, listed, mailed)
        to = [one.letter.holder for one in found.new]
        warned = unaddressed(envelope_of(log, mailed), to, clause_of(found.new[0].letter.kind)) if found.new else []
        answer = LettersSent(
            mailed, [one.letter for one in found.new], found.already, 0, [], warned, found.before or None
        )
        if found.new and not options.yes:
            # what the receipt will note of each entry is known before it is recorded
            would = ledger.record([one.entry for one in found.new], write=False)
            answer = answer._replace(notes=tuple(would.warnings))
            _show(options, ledger, answer)
            if not is_wanted(options, letters.question(answer), "--yes records it"):
                return 1
        if found.new:
            done = _record(ledger, found.new, len(log))
            stand = beside(options, ledger, ledger.chosen_company())
            answer = answer._replace(recorded=done.recorded, entries=done.entries, **stand._asdict())
        _show(options, ledger, answer)
    say_warned(answer.warnings, options)
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.list is None:
        raise UsageError("name the folder of the letters that were mailed, or a list of them")
    one = ("entry", "step", "on", "holder", "shares", "as_known")
    if options.record or any(getattr(options, name) is not None for name in one):
        raise UsageError("`notice sent` records what its list names; beside it only --mailed and --yes go")


# -- what the list says, held against the record ----------------------------------------------------------------------


def _sorted(ledger: Ledger, options: argparse.Namespace, listed: Sequence[Listed], mailed: date) -> _Sorted:
    """Those that are not recorded yet, each once; what a recorded one stated then is no matter now."""
    standing = [(one.id, one.entry) for one in ledger.standing() if isinstance(one.entry, NoticeSent)]
    known = {told(entry) for _, entry in standing}
    left = [one for one in listed if told(one) not in known]
    _check_files(options.list, left)
    if left:
        check_mailed(ledger.log(), mailed, clause_of(left[0].kind))
    mail = _all_mailed(ledger.log(), left, mailed, priced=options.seen is None)
    found = {told(one.entry): one for one in mail}
    check_as_dated(left, mailed)
    check_says(ledger, options, listed, left)
    new = [one for key, one in found.items() if key not in known]
    again = {*map(told, listed), *found}
    before = [
        MailedBefore(name, entry.holder, entry.kind, entry.about or "", entry.effective)
        for name, entry in standing
        if told(entry) in again and entry.effective != mailed
    ]
    return _Sorted(new, len(listed) - len(new), before)


def _check_files(given: str, left: Sequence[Listed]) -> None:
    """The letters in a folder are those that were written there. Raises `UnableError` for one that is not."""
    folder = Path(given)
    if given == "-" or not (folder / WRITTEN).is_file():
        return
    wrote = written_before(folder)
    for one in left:
        path = folder / one.file
        if not one.file or (path.is_file() and wrote.get(one.file) in (None, digest_of(path))):
            continue
        what = "was changed since it was written" if path.exists() else "is not there"
        raise UnableError(
            f"{path}, the letter to {one.holder} about {one.about}, {what}; nothing is recorded: write it anew with "
            f"`seriesd notice --all-due`, or name the list, {folder / LIST}, which is taken without its letters"
        )


def _all_mailed(log: Sequence[Recorded], listed: Sequence[Listed], mailed: date, *, priced: bool) -> Iterator[Mailed]:
    """Each letter of the list with its entry, in the order of the list. Raises `Refusal` for one that cannot be.

    Not `priced`, one that states no price is taken to state that of the record.
    """
    by_notice: dict[tuple[str, str], list[Listed]] = {}
    for one in listed:
        by_notice.setdefault((one.kind, one.about), []).append(one)
    passed = cache(lambda: Passed.of(log))  # one pass for all of them, and none where nothing was adjusted
    each = (_of(log, passed, told_of, some, mailed, priced=priced) for told_of, some in by_notice.items())
    found = dict(chain.from_iterable(each))
    yield from (found[one.row] for one in listed)


def _of(  # noqa: PLR0913  a notice, and what is held against it
    log: Sequence[Recorded],
    passed: Callable[[], Passed],
    told_of: tuple[str, str],
    listed: Sequence[Listed],
    mailed: date,
    *,
    priced: bool,
) -> Iterator[tuple[int, Mailed]]:
    kind, about = told_of
    if kind == ADJUSTMENT:
        notice = notice_in(passed(), entry=about, given=mailed)
        entries, clause = sent_entries(notice, mailed), "4K"
        check_after_adjustment(mailed, notice.on, f"{notice.about} made")
        for one in listed:
            if priced or one.price is not None:
                _check_price(notice, one)
        stated = price_stated(notice)
    else:
        event = event_notice(log, kind, about, mailed=mailed)
        entries, clause, stated = announced_entries(event, mailed), "4L", (None, None)
    by_holder = {entry["holder"]: entry for entry in entries}
    for one in listed:
        (holder,) = chosen(
            by_holder, one.holder, f"is not to be told of {about} in a letter of {mailed}; those are", clause
        )
        letter = MailedLetter(one.file, holder, kind, about, *stated)
        yield one.row, Mailed(letter, NoticeSent.model_validate(by_holder[holder]))


def _check_price(notice: AdjustmentNotice, one: Listed) -> None:
    """A letter that states another price than the record gives would be wrong when it arrives."""
    price, places = price_stated(notice)
    if price is None or (one.price == price.fraction and one.places == places):
        return
    said = "states no price" if one.price is None else f"states a price of {in_words(one.price)}"
    raise Refusal(
        LETTER_SAYS_OTHERWISE,
        f"the letter {one.file or f'of row {one.row}'} to {one.holder} about {one.about} {said}, and the record now "
        f"gives {price.short()}; {ANEW}",
    )


# -- asked, recorded, said --------------------------------------------------------------------------------------------


def _record(ledger: Ledger, new: Sequence[Mailed], seen: int) -> RecordResult:
    """All of them, behind the entries that they were held against. Raises `ConcurrentWriteError` if there are more."""

    def stands(result: RecordResult) -> bool:
        if result.book is None or len(result.book.log) - len(result.entries) != seen:
            raise ConcurrentWriteError("others recorded meanwhile, so nothing was recorded; try again")
        return True

    return ledger.record([one.entry for one in new], approve=stands)


def _show(options: argparse.Namespace, ledger: Ledger, answer: LettersSent) -> None:
    give(
        options,
        lambda: serialized(options, answer),
        lambda: letters.sent(answer),
        colophons(ledger, options),
        found=answer,
    )
