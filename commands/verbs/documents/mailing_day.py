"""The day on which a letter was mailed: one that has come, not before the letter nor before what asks for it."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date

from commands.api.ledger import today
from commands.reading.letters import Listed
from commands.terminal.streams import say_beside
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate, is_edit, standing_edits, timeline
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.flags import Warned

MAILED_BEFORE_ADJUSTMENT = refuses(
    "mailed_before_adjustment",
    "4K",
    "An adjustment is told of once it is made, not before.",
    "Name the day of mailing with --mailed.",
)
MAILED_BEFORE_CERTIFICATE = refuses(
    "mailed_before_certificate",
    "4K",
    "Notice is given under the certificate, so not before it takes effect.",
    "Name the day of mailing with --mailed.",
)
MAILED_BEFORE_LETTER = refuses(
    "mailed_before_letter",
    "4K",
    "A letter is mailed on the day that it bears, or later.",
    "Name the day of mailing with --mailed, or write the letter anew with `seriesd notice --all-due --on DATE`.",
)
NOT_MAILED_YET = refuses(
    "not_mailed_yet",
    "4K",
    "A letter is recorded as mailed once it is, not ahead.",
    "Name the day of mailing with --mailed: today, or a day before.",
)
_NAME_IT = "name the day of mailing with --mailed"


def clause_of(kind: str) -> str:
    """The clause that asks for a notice of this kind: 4K for an adjustment, the first 4L for an event."""
    return "4K" if kind == "adjustment" else "4L"


def check_mailed(log: Sequence[Recorded], mailed: date, clause: str) -> None:
    """The day has come, and the certificate was in effect. Raises `Refusal`."""
    if mailed > today():
        raise Refusal(
            NOT_MAILED_YET,
            f"{mailed} is still to come, today is {today()} (UTC); {_NAME_IT}, {today()} or a day before",
            clause=clause,
        )
    adopted = _adopted(log)
    if adopted is not None and mailed < adopted:
        raise Refusal(
            MAILED_BEFORE_CERTIFICATE,
            f"{mailed} lies before {adopted}, on which the certificate took effect that asks for the notice; "
            f"{_NAME_IT}, a day from {adopted} on",
            clause=clause,
        )


def _adopted(log: Sequence[Recorded]) -> date | None:
    """The day on which the certificate took effect, as edits leave it. Nothing is replayed for it."""
    edits = standing_edits([one for one in log if is_edit(one)])
    found = certificate(timeline([one for one in log if not is_edit(one)], edits))
    return None if found is None else found.effective


def check_after_adjustment(mailed: date, adjusted: date, about: str) -> None:
    """The adjustment was made by then. Raises `Refusal`."""
    if mailed < adjusted:
        raise Refusal(
            MAILED_BEFORE_ADJUSTMENT, f"{mailed} lies before the adjustment of {adjusted} that {about}; {_NAME_IT}"
        )


def check_as_dated(listed: Iterable[Listed], mailed: date) -> None:
    """None of the letters of a list bears a later day. Raises `Refusal`."""
    for one in listed:
        if one.dated is not None and mailed < one.dated:
            raise Refusal(
                MAILED_BEFORE_LETTER,
                f"{mailed} lies before {one.dated}, the day that the letter {one.file or f'of row {one.row}'} to "
                f"{one.holder} about {one.about} bears; {_NAME_IT}, a day from {one.dated} on, or write it anew with "
                f"`seriesd notice --all-due --on {mailed}`",
                clause=clause_of(one.kind),
            )


def say_warned(warned: Sequence[Warned], options: argparse.Namespace) -> None:
    """What should be known of what is recorded, beside what is said of it; a program finds it in the answer."""
    if not options.json:
        for one in warned:
            say_beside(f"note: {one.message} ({one.clause})", options)
