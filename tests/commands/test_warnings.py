"""What is said of an answer itself stands on every answer: of a day before the certificate, of one to come, of two
prices on one day.

The option on 5,000,000 shares at .001 for $1,000 gives (33,000 + 6,000) / 15,000,000 = .0026; when it lapses, .0033 is
back. 26 Series D give 26 x 11.1111 / .0026 = 111,111 before the lapse, and 26 x 11.1111 / .0033 = 87,542 after it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.docs.command import seriesd

from .asking_the_command import CERTIFICATE, CONVERSION, OPENING, SERIES_D, asked, recorded

DAY = "2006-06-30"
FORTHWITH = CERTIFICATE | {"terms": {"interpretations": {"readjustment_effective": "forthwith"}}}
OPTION = {
    "type": "option_granted",
    "id": "X",
    "effective": "2006-01-10",
    "right": "X",
    "holder": "Bank",
    "shares": 5_000_000,
    "exercise_price": "0.001",
    "consideration": {"cash": 1_000},
}
LAPSE = {"type": "right_terminated", "id": "lapse", "effective": DAY, "right": "X"}
BEFORE, AFTER = (CONVERSION | {"id": name, "effective": DAY} for name in ("before", "after"))
ASKED = [
    ("price",),
    ("holders",),
    ("dividends",),
    ("waterfall", "--assets", "1000"),
    ("what-if", "--without", "series-d"),
    ("explain",),
]


def codes(answer: Any) -> list[str]:
    answer = answer.get("price") or answer.get("what_if") or answer
    return [one["code"] for one in answer["warnings"] if "more" not in one]


@pytest.mark.parametrize("words", ASKED, ids=lambda words: words[0])
def test_of_a_day_before_the_certificate_every_answer_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    assert codes(asked(tmp_path, *words, "--on", "2005-09-05")) == ["day_before_certificate"]
    assert codes(asked(tmp_path, *words, "--on", "2005-09-06")) == []
    said = seriesd(*words, "--on", "2005-09-05", folder=tmp_path).stdout
    assert "2005-09-05 is before the certificate of 2005-09-06: " in said


@pytest.mark.parametrize("words", [words for words in ASKED if words[0] != "what-if"], ids=lambda words: words[0])
def test_of_a_day_to_come_every_answer_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    assert codes(asked(tmp_path, *words, "--on", "9000-01-01")) == ["day_to_come"]
    assert codes(asked(tmp_path, *words)) == []
    said = seriesd(*words, "--on", "9000-01-01", folder=tmp_path).stdout
    assert "9000-01-01 is still to come: the answer rests on what is recorded so far." in said


@pytest.mark.parametrize("words", [words for words in ASKED if words[0] != "what-if"], ids=lambda words: words[0])
def test_as_known_at_a_moment_to_come_every_answer_says_so(tmp_path: Path, words: tuple[str, ...]) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    assert codes(asked(tmp_path, *words, "--as-known", "9000-01-01T00:00:00Z")) == ["moment_to_come"]
    said = seriesd(*words, "--as-known", "9000-01-01T00:00:00Z", folder=tmp_path).stdout
    assert said.count("9000-01-01T00:00:00Z is still to come: what is recorded until then can change this answer.") == 1
    past = datetime.now(UTC).isoformat()
    assert codes(asked(tmp_path, *words, "--as-known", past)) == []


def test_an_answer_without_warnings_of_its_own_says_it_too(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    for words in (("entries",), ("flags",), ("calendar",), ("explain", "series-d")):
        said = seriesd(*words, "--as-known", "9000-01-01T00:00:00Z", folder=tmp_path).stdout
        assert said.count("is still to come: what is recorded until then can change this answer.") == 1, words


def test_of_the_tables_the_same_is_said(tmp_path: Path) -> None:
    recorded(tmp_path, OPENING | {"effective": "2005-09-01"}, CERTIFICATE, SERIES_D)
    asked(tmp_path, "project")
    for verb in ("price", "holders"):
        for day, said in [("2005-09-02", ["day_before_certificate"]), ("9000-01-01", ["day_to_come"])]:
            assert codes(asked(tmp_path, verb, "--on", day)) == said
        assert "position" in asked(tmp_path, verb, "--on", "2006-01-01")


@pytest.fixture
def forthwith(tmp_path: Path) -> Path:
    recorded(tmp_path, FORTHWITH, OPENING, SERIES_D, OPTION, BEFORE, LAPSE, AFTER)
    return tmp_path


def test_a_day_of_a_readjustment_forthwith_has_two_prices(forthwith: Path) -> None:
    asked(forthwith, "project")
    price = asked(forthwith, "price", "--on", DAY)
    assert [price[name]["exact"] for name in ("at_opening", "in_effect", "after_close")] == [
        "13/5000",
        *["33/10000"] * 2,
    ]
    (warning,) = (one for one in price["warnings"] if one["code"] == "two_prices")
    assert warning["clause"] == "4E(3)"
    assert warning["message"] == (
        "on 2006-06-30 the price for conversions changed on the day itself: 0.0026 before lapse, 0.0033 after it"
    )
    delivered = {one["entry"]: one["delivered"] for one in asked(forthwith, "audit")["conversions"]}
    assert delivered == {"before": 111_111, "after": 87_542}


def test_the_days_around_it_have_one_price(forthwith: Path) -> None:
    for day, exact in [("2006-06-29", "13/5000"), ("2006-07-01", "33/10000")]:
        price = asked(forthwith, "price", "--on", day)
        assert price["in_effect"]["exact"] == price["after_close"]["exact"] == exact
        assert "at_opening" not in price
        assert "two_prices" not in codes(price)


def test_a_person_is_shown_both_prices(forthwith: Path) -> None:
    said = seriesd("price", "--on", DAY, folder=forthwith).stdout.splitlines()
    assert [line.split() for line in said[1:3]] == [
        ["at", "the", "opening", "0.0026", "13/5000"],
        ["in", "effect", "0.0033", "33/10000"],
    ]
    assert "On 2006-06-30 the price for conversions changed on the day itself" in " ".join(said)
    told = " ".join(seriesd("explain", "--on", DAY, folder=forthwith).stdout.split())
    assert "In effect is 0.0033 (exactly 33/10000); at the opening of the day it was 0.0026 (exactly 13/5000)." in told


def test_of_a_readjustment_forthwith_one_thing_is_said_of_its_effect(forthwith: Path) -> None:
    said = " ".join(seriesd("explain", "lapse", folder=forthwith).stdout.split())
    assert "It governs conversions from 2006-06-30 on, the day of its cause" in said
    assert "A3: a readjustment takes effect forthwith, and reaches the conversions of its own day." in said
    assert "after the close" not in said
    readings = {
        one["reading"]: one["says"]
        for step in asked(forthwith, "explain", "lapse")["steps"]
        for one in step["readings"]
    }
    assert "forthwith" in readings["A3"]
