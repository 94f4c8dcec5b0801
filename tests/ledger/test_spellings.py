"""Names: what is one name in several spellings, and with which of them an entry is recorded."""

from typing import get_args

import pytest

from ledger.events import AnyEntry, read_entry
from ledger.events.fields import Name
from ledger.log.spellings import NAMES, Spellings, as_recorded, unspelt
from ledger.names import beginning_with, folded, near, nearest, one_of, spelt
from tests.ledger.engine import NOON
from tests.ledger.test_book import log_of

ONE_NAME = [
    "Lakeside Angels",
    "lakeside angels",
    "LAKESIDE  ANGELS",
    " Lakeside Angels ",
    "Lakeside\u00a0Angels",
    "Lakeside\u2009Angels",
    "Lake\u00adside Angels",
    "\ufeffLakeside Angels",
]
"""Case, inner and outer spaces, one that does not break, a thin one, and marks that nobody sees."""


@pytest.mark.parametrize("name", ONE_NAME)
def test_case_and_spaces_make_no_other_name(name: str) -> None:
    assert folded(name) == folded("Lakeside Angels")
    assert spelt(name).casefold() == "lakeside angels"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Angels\u2019 Fund", "Angels' Fund"),
        ("\u201cOld\u201d Fund", '"Old" Fund'),
        ("Soci\u0065\u0301te\u0301", "Soci\u00e9t\u00e9"),
    ],
)
def test_marks_are_written_in_one_way(name: str, written: str) -> None:
    assert spelt(name) == written
    assert folded(name) == folded(written)
    assert one_of(name, ["Other", written]) == written


@pytest.mark.parametrize("name", ["Fund A\u2013B", "Fund A\u2011B", "Fund A\u2014B"])
def test_a_dash_stays_as_it_was_written_and_makes_no_other_name(name: str) -> None:
    assert spelt(name) == name
    assert one_of("fund a-b", ["Other", name]) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lakeside Angels", "Lakeside Angles"),
        ("Marlowe Biologics, Inc.", "Marlowe Biologics Inc"),
        ("Fund I", "Fund II"),
        ("Soci\u00e9t\u00e9", "Societe"),
        ("Fund A-B", "Fund AB"),
    ],
)
def test_what_differs_in_more_than_marks_is_two_names_and_the_one_suggests_the_other(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert one_of(one, [other]) is None
    assert near(one.upper(), ["Somebody Else", other]) == f"; did you mean {other!r}?"


def test_the_letters_of_other_alphabets_are_compared_whatever_their_case() -> None:
    assert folded("STRASSE") == folded("Stra\u00dfe")
    assert folded("\u0391\u0398\u0397\u039d\u0391\u03a3") == folded("\u03b1\u03b8\u03b7\u03bd\u03b1\u03c2")


def test_the_very_spelling_goes_before_another_of_the_same_name() -> None:
    assert one_of("fund", ["Fund", "fund"]) == "fund"
    assert one_of("FUND", ["Fund", "fund"]) == "Fund"
    assert nearest("FUNDS", ["Fund", "fund"], most=2) == ["Fund", "fund"]


def test_a_beginning_is_one_in_any_case_of_letters() -> None:
    assert beginning_with("marl", ["Marlowe", "Marlin", "Acme"]) == ["Marlowe", "Marlin"]
    assert beginning_with(" ", ["Marlowe"]) == []


def issued(holder: str, name: str = "sale") -> AnyEntry:
    return read_entry({"type": "common_issued", "effective": "2006-03-01", "id": name, "holder": holder, "shares": 5})


def test_an_entry_is_recorded_with_each_name_as_it_was_first_spelt() -> None:
    first, *others = as_recorded([], [issued(name) for name in ONE_NAME])
    assert {one.holder for one in (first, *others)} == {"Lakeside Angels"}  # type: ignore[union-attr]


def test_a_new_name_is_recorded_as_it_is_written_down() -> None:
    (one,) = as_recorded([], [issued("\u201cOld\u201d  Angels\u2019\u00a0Fund")])
    assert one.holder == '"Old" Angels\' Fund'  # type: ignore[union-attr]


def test_two_names_that_an_older_ledger_keeps_apart_stay_two() -> None:
    log = log_of(
        {"type": "common_issued", "effective": "2006-03-01", "id": "a", "holder": "Fund", "shares": 5},
        {"type": "common_issued", "effective": "2006-03-01", "id": "b", "holder": "fund", "shares": 5},
    )
    recorded = as_recorded(log, [issued("fund"), issued("Fund"), issued("FUND")])
    assert [one.holder for one in recorded] == ["fund", "Fund", "Fund"]  # type: ignore[union-attr]
    assert log[0].recorded_at == NOON


def respelt(day: str, before: str, after: str, name: str | None = "rename") -> AnyEntry:
    named = {} if name is None else {"id": name}
    return read_entry({"type": "holder_renamed", "effective": day, "from": before, "to": after} | named)


def on_day(day: str, holder: str) -> AnyEntry:
    return read_entry({"type": "common_issued", "effective": day, "holder": holder, "shares": 5})


def test_a_rename_for_the_sake_of_the_spelling_holds_from_its_day() -> None:
    entries = [
        on_day("2006-03-01", "lakeside angels"),
        respelt("2006-03-05", "Lakeside angels", "Lakeside Angels", None),
        on_day("2006-03-09", "lakeside angels"),
        on_day("2006-03-04", "Lakeside Angels"),
        respelt("2006-03-08", "lakeside  angels", "LAKESIDE ANGELS", None),
        on_day("2006-03-09", "Lakeside angels"),
        on_day("2006-03-06", "LAKESIDE ANGELS"),
    ]
    found = as_recorded([], entries)
    lower, title, upper = "lakeside angels", "Lakeside Angels", "LAKESIDE ANGELS"
    renames = [(one.from_, one.to) for one in found if one.type == "holder_renamed"]
    assert renames == [(lower, title), (title, upper)]
    assert [one.holder for one in found if one.type == "common_issued"] == [lower, title, lower, upper, title]


def test_a_voided_rename_spells_nothing_any_more() -> None:
    void = read_entry({"type": "entry_voided", "effective": "2006-03-09", "entry": "rename", "reason": "another"})
    *_, last = as_recorded([], [on_day("2006-03-01", "fund"), respelt("2006-03-05", "fund", "Fund"), void,
                                on_day("2006-03-09", "FUND")])  # fmt: skip
    assert last.holder == "fund"  # type: ignore[union-attr]


def test_a_draft_learns_by_itself() -> None:
    known = Spellings()
    known.take(issued("Fund"))
    draft = known.draft()
    assert [draft.take(issued(name)).holder for name in ("FUND", "new", "NEW")] == ["Fund", "new", "new"]  # type: ignore[union-attr]
    assert known.take(issued("NEW")).holder == "NEW"  # type: ignore[union-attr]


def test_the_names_in_a_correction_are_spelt_as_in_the_record() -> None:
    correction = read_entry(
        {"type": "entry_corrected", "effective": "2006-03-02", "entry": "sale", "reason": "typed wrongly",
         "with": {"type": "common_issued", "effective": "2006-03-01", "holder": "FUND", "shares": 6}}
    )  # fmt: skip
    _, corrected = as_recorded([], [issued("Fund"), correction])
    assert corrected.with_.holder == "Fund"  # type: ignore[union-attr]
    assert unspelt(corrected) == unspelt(correction)


def test_every_name_of_an_entry_is_that_of_somebody_or_known_not_to_be() -> None:
    of_nobody = {"id", "transaction", "action", "term", "entry", "dividend_on", "plan", "conversion", "about", "cause"}
    of_nobody |= {"attention", "email", "phone", "website", "signatory", "signatory_title"}  # of a letter
    for model in get_args(AnyEntry):
        named = {name for name, field in model.model_fields.items() if _is_name(field.annotation, field.metadata)}
        assert named <= of_nobody | NAMES.keys(), model


def _is_name(annotation: object, metadata: list[object]) -> bool:
    checks = get_args(Name)[1:]
    return metadata[-1:] == list(checks[-1:]) or any(get_args(one)[1:] == checks for one in get_args(annotation))
