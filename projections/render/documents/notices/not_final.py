"""That a price is not final, as a letter says it: over it, in it, and in its annex."""

from collections.abc import Iterable, Iterator
from datetime import date

from ledger.refusals import Flag
from projections.documents.notices.not_final import PastTerm
from projections.render.blocks import Paragraph
from projections.render.numbers import long_date, number

_PROVISIONAL = (
    "PROVISIONAL. A figure on which {} rests is not final, as the annex says. When it is final the price is worked out "
    "again from the day of its cause, and notice {}."
)
_PAST_TERM = (
    "The right {} ran out on {}, and its end is not recorded; what is outstanding of it is still counted here. Once "
    "its end is recorded the price is readjusted; the annex says to what, as the record stands."
)


def provisional(what: str, told: str) -> str:
    """The alert over a letter or form in which a price rests on a value that is not final."""
    return _PROVISIONAL.format(what, told)


def marked(title: str, *, provisional: bool) -> str:
    """What a letter is called; first of all whether its figures are final."""
    return f"PROVISIONAL: {title}" if provisional else title


def running_on(past_term: Iterable[PastTerm]) -> Iterator[Paragraph]:
    """That rights are past their term, in the letter itself."""
    return (Paragraph(_PAST_TERM.format(one.right, long_date(one.ended))) for one in past_term)


def in_the_annex(flags: Iterable[Flag], past_term: Iterable[PastTerm], dated: date) -> Iterator[str]:
    """What is not settled, by the entries; and what the price would be on the day of the letter, had a right ended."""
    yield from (f"{flag.entry}: {flag.message} ({flag.clause})." for flag in flags)
    yield from (_ran_out(one, dated) for one in past_term)


def _ran_out(one: PastTerm, dated: date) -> str:
    said = (
        f"{one.right} ran out on {one.ended} and its end is not recorded; what is outstanding of it is still counted "
        "here, and once its end is recorded the price is readjusted (4E(3), A66)"
    )
    return f"{said}. Had it ended then, the price after the close of {dated} would be {number(one.price_if_ended)}."
