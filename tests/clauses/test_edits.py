"""Voids and corrections: clerical errors mended, whatever the date; never what would break what stands on it."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import NotAccepted, balance, check_refusal, deemed, made_of, price_after, steps_of
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    base,
    common_before,
    converts,
    entry,
    exercised,
    jan,
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
