"""Letters that were written, made anew as they were dated: whether the record still says what they say."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from commands.api.ledger import Ledger
from commands.reading.letters import Listed
from commands.verbs.documents.mailing_day import clause_of
from commands.verbs.documents.notice import Given, given_of
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.log.timeline import is_edit
from ledger.names import one_of
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.render.blocks import Block
from projections.render.text import as_text

LETTER_SAYS_OTHERWISE = refuses(
    "letter_says_otherwise",
    "4K",
    "What is recorded as sent says what the record gives when it is mailed.",
    "Write the letters anew with `seriesd notice --all-due`, and mail those.",
)
ANEW = "nothing is recorded: write it anew with `seriesd notice --all-due`"

_DIGITS = 16


def fingerprint(letter: Iterable[Block]) -> str:
    """A mark of all that a letter says, whatever form it is written in; where it comes from is no part of it."""
    return sha256(as_text(letter).encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]


def told(one: Listed | NoticeSent) -> tuple[object, ...]:
    """What makes two letters the same, whenever they were mailed."""
    return one.kind, one.holder, one.about, one.price, one.places


def check_says(ledger: Ledger, options: argparse.Namespace, listed: Sequence[Listed], left: Sequence[Listed]) -> None:
    """Those that are `left` of a list say what they would say if they were written now. Raises `Refusal`."""
    made: dict[tuple[str, str, date], Given] = {}
    logs: dict[date, Sequence[Recorded]] = {}
    for one in left:
        if one.dated is None or one.says is None:
            continue
        key = one.kind, one.about, one.dated
        if key not in made:
            log = logs.get(one.dated) or logs.setdefault(one.dated, _as_written(ledger, listed, one.dated))
            made[key] = _as_dated(ledger, options, one, log)
        _check(made[key], one)


def _as_dated(ledger: Ledger, options: argparse.Namespace, one: Listed, log: Sequence[Recorded]) -> Given:
    about = {"kind": one.kind, "entry": one.about, "on": None, "mailed": one.dated}
    return given_of(ledger, argparse.Namespace(**vars(options) | about), log)


def _as_written(ledger: Ledger, listed: Sequence[Listed], dated: date) -> Sequence[Recorded]:
    """The log without what was mailed since: the letters of the list itself, and all of later days.

    A letter says on which day it is given, and which ones before it were wrong; those that are mailed together with it
    change neither. What an edit names stays, so that the edit has something to stand on.
    """
    log, of_list = ledger.log(), {told(one) for one in listed}
    edited = {getattr(one.entry, "entry", None) for one in log if is_edit(one)}

    def is_since(one: Recorded) -> bool:
        entry = one.entry
        if not isinstance(entry, NoticeSent) or one.id in edited:
            return False
        return entry.effective > dated or told(entry) in of_list

    return [one for one in log if not is_since(one)]


def _check(given: Given, one: Listed) -> None:
    holder = one_of(one.holder, given.holders)
    if holder is not None and fingerprint(given.letter(holder)) == one.says:
        return
    raise Refusal(
        LETTER_SAYS_OTHERWISE,
        f"the letter {one.file or f'of row {one.row}'} to {one.holder} about {one.about}: what it says is not what the "
        f"record now gives for a letter of {one.dated}; {ANEW}",
        clause=clause_of(one.kind),
    )
