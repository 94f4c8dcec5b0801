"""Voids and corrections: clerical errors mended, whatever the date; never what would break what stands on it."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from ledger.engine.book import Book
from ledger.events import read_entry
from ledger.log.recorded import EDITION, FIRST_EDITION, Delivery, Recorded
from ledger.log.timeline import as_edited, order_of_dates
from ledger.numbers.figure import Figure
from projections.answers.history import history_of
from tests.clauses.asking import NotAccepted, balance, check_refusal, deemed, made_of, price_after, steps_of
from tests.ledger.engine import NOON
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    base,
    cancelled,
    common_before,
    converts,
    entry,
    exercised,
    jan,
    option,
    option_x,
    sale,
    series_d,
)


def void(name: str, as_id: str = "void") -> Entry:
    """An entry was never so."""
    return entry("entry_voided", 20, id=as_id, entry=name, reason="clerical error")


def corrected(right: Entry, name: str | None = None, as_id: str = "fix") -> Entry:
    """An entry was otherwise."""
    named = name or right["id"]
    return entry("entry_corrected", 20, id=as_id, entry=named, reason="clerical error", **{"with": right})


def test_a_void_is_as_if_it_had_never_been() -> None:
    journal = [*base(), sale(2, MILLION), sale(3, MILLION, 3_100, "next")]
    # .003 first, so .0031 was none; without the first it is: 36,100 / 11,000,000
    assert price_after(*journal) == F(3, 1000)
    assert price_after(*journal, void("sale")) == F(AB + 3_100, 11 * MILLION)
    assert balance("buyer", *journal, void("sale")) == (0, MILLION)


def test_a_correction_keeps_the_position_and_takes_the_date() -> None:
    # of one day: .00165 then .00297; corrected, the first is at .0031, and the second meets that
    first, second = sale(2, 10 * MILLION, 16_500, "one"), sale(2, 10 * MILLION, 29_700, "two")
    right = sale(2, 10 * MILLION, 31_000, "one")
    assert price_after(*base(), first, second, corrected(right)) == F(AB + 31_000 + 29_700, 30 * MILLION)
    moved = corrected(first | {"effective": jan(3).isoformat()})
    assert [step.entry for step in steps_of(*base(), first, second, moved)] == ["two", "one"]


def test_corrections_follow_one_another_and_may_be_voided() -> None:
    journal = [*base(), sale(2, MILLION)]
    twice = [corrected(sale(2, 2 * MILLION)), corrected(sale(2, 3 * MILLION), as_id="again")]
    assert price_after(*journal, *twice) == F(AB, 13 * MILLION)
    assert price_after(*journal, *twice, void("sale")) == P0


def test_entries_recorded_at_once_are_judged_by_their_dates_between_edits() -> None:
    attached = {"entry": "a", "sha256": "0" * 64, "name": "minutes.pdf", "size": 1}
    given = [
        entry("document_attached", 1, id="minutes", **attached),
        sale(5, 1, 1, "a"),
        sale(2, 1, 1, "b"),
        sale(2, 1, 1, "c"),
        void("b", "first"),
        sale(4, 1, 1, "d"),
        sale(3, 1, 1, "e"),
        void("d", "second"),
        sale(1, 1, 1, "f"),
    ]
    order = [given[place]["id"] for place in order_of_dates([read_entry(one) for one in given])]
    assert order == ["b", "c", "a", "minutes", "first", "e", "d", "second", "f"]


def test_what_is_corrected_was_judged_by_the_edition_of_its_correction() -> None:
    first = Recorded(1, "sale", read_entry(sale(2, 1, 1)), NOON, None, FIRST_EDITION)
    fix = Recorded(2, "fix", read_entry(corrected(sale(2, 2, 1))), NOON, Delivery(0, 0), EDITION)
    stands = as_edited(first, fix)
    assert stands is not None
    assert (stands.position, stands.edition, stands.delivery) == (1, EDITION, Delivery(0, 0))
    assert as_edited(first, None) is first
    assert as_edited(first, Recorded(2, "void", read_entry(void("sale")), NOON)) is None


def test_a_type_may_be_corrected() -> None:
    # it was not a sale but an option
    journal = [*base(), sale(2, 5 * MILLION, 6_000, "X"), corrected(option_x(2))]
    assert deemed(*journal) == 5 * MILLION
    assert balance("buyer", *journal) == (0, 0)


def test_a_correction_need_not_repeat_the_id() -> None:
    right = {key: value for key, value in sale(2, 2 * MILLION).items() if key != "id"}
    assert price_after(*base(), sale(2, MILLION), corrected(right, "sale")) == F(AB, 12 * MILLION)


def test_the_date_of_an_edit_does_not_matter() -> None:
    for date in ("1999-01-01", "2030-01-01"):
        assert price_after(*base(), sale(2, MILLION), void("sale") | {"effective": date}) == P0


def test_the_first_series_d_may_be_corrected_to_another_date() -> None:
    # the sale of the 5th of October comes before it then
    early = sale(2, MILLION) | {"effective": "2005-10-05"}
    assert price_after(*base(), early) == F(3, 1000)
    assert price_after(*base(), early, corrected(series_d(900_000, on="2005-10-06"))) == P0
    assert price_after(*base(), early, corrected(series_d(900_000, on="2005-10-05"))) == F(3, 1000)


def test_the_first_series_d_may_be_voided() -> None:
    # nothing protects then: all is the opening position
    made = made_of(*base(), sale(2, MILLION), void("first-d"))
    assert made.steps == []
    assert made.price(jan(5))["in_effect"] == P0
    # what is issued later is the first
    later = series_d(5, "eve", "2006-01-03", "later")
    assert price_after(*base(), sale(2, MILLION), void("first-d"), later, sale(3, MILLION, name="more")) == F(
        11 * MILLION * P0, 12 * MILLION
    )


X = [*base(), option_x(2), exercised(3, "X", MILLION)]

REFUSALS = [
    NotAccepted("void of the unknown", X, void("excercise"), "unknown_entry", "", "did you mean 'exercise'?"),
    NotAccepted("correction of the unknown", X, corrected(sale(2, 1), "nothing"), "unknown_entry", "", "'nothing'"),
    NotAccepted("void of what others stand on", X, void("X"), "unknown_right", "4E(1)", "would break exercise"),
    NotAccepted(
        "correction of what others stand on",
        X,
        corrected(option_x(2) | {"shares": MILLION - 1}),
        "more_than_outstanding",
        "4E(1)",
        "would break exercise",
    ),
    NotAccepted(
        "correction to a later date than what stands on it",
        X,
        corrected(option_x(4)),
        "unknown_right",
        "4E(1)",
        "would break exercise of 2006-01-03",
    ),
    NotAccepted("void of the certificate", X, void("certificate"), "certificate_stays", "", "only corrected"),
    NotAccepted(
        "correction of the certificate into something else",
        X,
        corrected(common_before(1) | {"id": "certificate"}),
        "certificate_stays",
        "",
        "into a certificate",
    ),
    NotAccepted("void of a void", [*X, void("exercise")], void("void", "again"), "edit_of_an_edit", "", "exercise"),
    NotAccepted(
        "void of a correction",
        [*X, corrected(option_x(1))],
        void("fix", "again"),
        "edit_of_an_edit",
        "",
        "correct X again",
    ),
    NotAccepted("void twice", [*X, void("exercise")], void("exercise", "again"), "already_voided", "", "another id"),
    NotAccepted(
        "correction of what is voided",
        [*X, void("exercise")],
        corrected(exercised(3, "X", 1), as_id="again"),
        "already_voided",
        "",
        "voided by void",
    ),
    NotAccepted(
        "another id in the correction", X, corrected(option_x(2) | {"id": "Y"}, "X"), "correction_renames", "", "'X'"
    ),
    NotAccepted(
        "correction into an edit",
        X,
        corrected(void("X") | {"id": "exercise"}),
        "edit_of_an_edit",
        "",
        "record the edit itself",
    ),
    NotAccepted("an id that is taken", X, exercised(4, "X", 1), "id_taken", "", "with other content"),
    NotAccepted(
        "an id that stays taken when its entry is voided",
        [*X, void("exercise")],
        exercised(4, "X", 1),
        "id_taken",
        "",
        "ids are unique",
    ),
    NotAccepted(
        "a corrected conversion that can no longer be",
        [*base(5), converts(2, 5)],
        corrected(converts(2, 6)),
        "more_than_held",
        "4A",
        "name 5 or fewer",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


# --- late entries: what has been made of the days before them stands, and what comes after is made again ------------------

DAYS = [
    option_x(2),
    exercised(3, "X", MILLION),
    sale(4, MILLION, 3_300, "dear"),
    option(5, "Z", MILLION, "0.002"),
    sale(6, MILLION, name="free"),
    cancelled(7, "X"),
    sale(8, MILLION, 1_000, "cheap"),
    cancelled(9, "Z", "other"),
    entry("shares_transferred", 9, id="passes", stock="common", to="eve", shares=5, **{"from": "public"}),
    entry("shares_transferred", 10, id="more", stock="common", to="eve", shares=5, **{"from": "public"}),
    entry("shares_transferred", 11, id="most", stock="common", to="eve", shares=5, **{"from": "public"}),
]


def told(book: Book) -> list[tuple[object, ...]]:
    """The steps of a book as it stands after recording, and the price in effect with what it was before."""
    steps = [(one.entry, one.clause, one.before.fraction, one.after.fraction) for one in history_of(book)]
    course = book.state.course
    return [*steps, (Figure(course.opening).fraction, course.reopened, course.deemed)]


@pytest.mark.parametrize(
    "late", ["2", "4", "6", "8", "62", "46", "246", "642", "524", "7542", "76542", "48", "468", "86", "846"]
)
def test_late_entries_leave_the_steps_that_they_would_have_met_in_order(late: str) -> None:
    in_time = [one for place, one in enumerate(DAYS) if str(place) not in late]
    soon = base(readjustment_effective="forthwith")
    arrived = made_of(*soon, *in_time, *(DAYS[int(place)] for place in late))
    assert told(arrived.book) == told(made_of(*soon, *DAYS).book)
    # of X and Z stays what came out, 34,200 / 11,000,000; that price on 12,000,000, and 1,000, over 14,000,000
    assert arrived.price(jan(10))["after_close"] == (12 * F(34_200, 11) + 1_000) / (14 * MILLION)
