"""`notice sent`: a letter is recorded where it still says what the record gives, and is the one that was written."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.commands.asking_the_command import error, failed

from .company import STORY, Company
from .mailed import DIVIDEND, DUE, FORGOTTEN, NAMES, SENT, asked, notices, open_items, rows, seriesd, write_rows

TWICE = {
    "type": "entry_corrected", "id": "twice", "effective": "2007-02-01", "entry": "dividend", "reason": "the minutes say 2 cents",
    "with": DIVIDEND | {"per_share": "0.02"},
}  # fmt: skip
CONVERTED = {
    "type": "series_d_converted", "id": "converted", "effective": "2007-01-20", "holder": "Dana", "shares": 100,
}  # fmt: skip
MOVED = {
    "type": "address_changed", "id": "moved", "effective": "2007-01-15", "holder": "Dana", "address": ["2 High Street", "Salem"],
}  # fmt: skip
ELSEWHERE = {"type": "letterhead_changed", "id": "head", "effective": "2007-02-02", "address": ["1 Factory Road"]}
SAID = "what it says is not what the record now gives for a letter of 2007-02-01; nothing is recorded: write it anew"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path, *STORY, DIVIDEND)
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    return made


def test_the_list_says_what_day_a_letter_bears_and_what_it_says(company: Company, tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert {one["dated"] for one in found} == {"2007-02-01"}
    written = (tmp_path / "letters" / NAMES[4]).read_text("utf-8")
    letter = written[: written.index("Where this comes from")].rstrip() + "\n"
    assert found[4]["says"] == sha256(letter.encode()).hexdigest()[:16]
    assert len({one["says"] for one in found}) == len(NAMES)
    listed = asked(tmp_path, *DUE)["letters"]
    assert [(one["dated"], one["says"]) for one in listed] == [(one["dated"], one["says"]) for one in found]
    # another form, another entry that no letter tells of: each still says the same
    company.record(ELSEWHERE)
    assert seriesd(*DUE[:-1], "pages/", "--format", "html", folder=tmp_path).returncode == 0
    assert [one["says"] for one in asked(tmp_path, *DUE)["letters"]] == [one["says"] for one in found]


@pytest.mark.parametrize(
    ("entry", "was", "now", "named", "clause"),
    [
        # 1,000 x 11.1111 / 0.0032 are 3,472,218 whole shares: 34,722.18 at a cent, 69,444.36 at two
        (TWICE, "$34,722.18", "$69,444.36", f"{NAMES[4]} to Dana about dividend", "4L"),
        (CONVERTED, "You hold 1,000 shares", "You hold 900 shares", f"{NAMES[4]} to Dana about dividend", "4L"),
        (MOVED, "(address not on the books of the Company)", "2 High Street", f"{NAMES[0]} to Dana about option", "4K"),
    ],
)
def test_a_letter_that_says_something_else_now_is_named_and_nothing_is_recorded(  # noqa: PLR0917
    entry: dict[str, Any], was: str, now: str, named: str, clause: str, company: Company, tmp_path: Path
) -> None:
    name = named.split(maxsplit=1)[0]
    assert was in (tmp_path / "letters" / name).read_text("utf-8")
    company.record(entry)
    found = error(seriesd(*SENT, "--yes", "--json", folder=tmp_path), 1)
    assert (found["code"], found["clause"]) == ("letter_says_otherwise", clause)
    assert f"the letter {named}: {SAID}" in found["message"]
    assert notices(company) == []
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert now in (tmp_path / "letters" / name).read_text("utf-8")
    assert asked(tmp_path, *SENT, "--yes")["recorded"] == len(NAMES)


def test_a_list_that_somebody_made_is_held_against_its_prices_alone(company: Company, tmp_path: Path) -> None:
    company.record(TWICE)
    theirs = [{name: one[name] for name in ("holder", "kind", "about", "price")} for one in rows(tmp_path)]
    write_rows(tmp_path / "some.csv", theirs)
    assert asked(tmp_path, "notice", "sent", "some.csv", "--mailed", "2007-02-01", "--yes")["recorded"] == len(NAMES)


def test_letters_of_a_list_that_are_mailed_on_several_days_say_what_they_said(company: Company, tmp_path: Path) -> None:
    company.record(FORGOTTEN)  # what became known late is told to who is on the books when it is told
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    found = rows(tmp_path)
    late = [one for one in found if one["about"] == "lapse"]
    assert [(one["holder"], one["price"]) for one in late] == [("Dana", "0.0030625"), ("Fund", "0.0030625")]
    assert "on February 1, 2007, not to those" in " ".join((tmp_path / "letters" / NAMES[3]).read_text("utf-8").split())
    write_rows(tmp_path / "first.csv", late[:1])
    write_rows(tmp_path / "second.csv", late[1:])
    for name, day in (("first.csv", "2007-02-05"), ("second.csv", "2007-02-06")):
        assert asked(tmp_path, "notice", "sent", name, "--mailed", day, "--yes")["recorded"] == 1
    done = asked(tmp_path, *SENT[:-1], "2007-02-07", "--yes")
    assert (done["already_recorded"], done["recorded"]) == (len(late), len(NAMES) - len(late))
    assert open_items(tmp_path, "2007-02-08") == []


def test_a_letter_of_the_folder_that_was_changed_or_is_gone_is_named(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "letters" / NAMES[3]
    written = path.read_bytes()
    path.write_bytes(written.replace(b"0.0032", b"0.0031"))
    said = failed(seriesd(*SENT, "--yes", folder=tmp_path), 2)
    assert f"letters/{NAMES[3]}, the letter to Fund about lapse, was changed since it was written; nothing is" in said
    path.unlink()
    said = failed(seriesd(*SENT, "--yes", folder=tmp_path), 2)
    assert f"letters/{NAMES[3]}, the letter to Fund about lapse, is not there; nothing is recorded" in said
    assert notices(company) == []
    # whoever means it names the list, which is taken without its letters
    kept = rows(tmp_path)
    write_rows(tmp_path / "letters" / "letters.csv", kept[:3])
    assert asked(tmp_path, *SENT, "--yes")["recorded"] == 3
    write_rows(tmp_path / "letters" / "letters.csv", kept[3:4])
    assert asked(tmp_path, "notice", "sent", "letters/letters.csv", "--mailed", "2007-02-01", "--yes")["recorded"] == 1


def test_what_is_recorded_already_is_not_looked_for_in_the_folder(company: Company, tmp_path: Path) -> None:
    assert asked(tmp_path, *SENT, "--yes")["recorded"] == len(NAMES)
    (tmp_path / "letters" / NAMES[3]).unlink()
    assert asked(tmp_path, *SENT, "--yes")["already_recorded"] == len(notices(company))
    assert set(json.loads((tmp_path / "letters" / ".letters.json").read_text("utf-8"))) >= set(NAMES)
