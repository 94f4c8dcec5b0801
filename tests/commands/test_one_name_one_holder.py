"""One name is one holder, right or company, however it is typed; another company is begun on purpose alone."""

import json
from pathlib import Path

import pytest

from tests.commands.asking_the_command import (
    CERTIFICATE,
    OPENING,
    SALE,
    SERIES_D,
    Entry,
    asked,
    failed,
    lines,
    recorded,
)
from tests.docs.command import seriesd

DAY = "2006-06-01"
ANGELS = SALE | {"id": "angels", "holder": "Lakeside Angels", "consideration": {"cash": 50_000}}


def held(folder: Path) -> dict[str, int]:
    return {name: one["common"] for name, one in asked(folder, "holders", "--on", DAY)["holders"].items()}


@pytest.mark.parametrize(
    "typed",
    ["lakeside angels", "Lakeside  Angels", "Lakeside\u00a0Angels ", "LAKESIDE ANGELS", "Lakeside\u200b Angels"],
)
def test_a_holder_is_the_same_in_every_spelling(typed: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS)
    recorded(tmp_path, ANGELS | {"id": "more", "holder": typed, "shares": 1_000})
    assert held(tmp_path) == {"public": 10_000_000, "dana": 0, "Lakeside Angels": 5_001_000}
    stored = asked(tmp_path, "entries", "--holder", "Lakeside Angels")["entries"]
    assert [one["entry"]["holder"] for one in stored] == ["Lakeside Angels", "Lakeside Angels"]


def test_composed_and_decomposed_accents_and_curly_marks_are_one_within_a_file(tmp_path: Path) -> None:
    composed, decomposed = "Soci\u00e9t\u00e9 d\u2019Or", "socie\u0301te\u0301 d'or"
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS | {"holder": composed},
             ANGELS | {"id": "more", "holder": decomposed, "shares": 1_000})  # fmt: skip
    assert held(tmp_path)["Soci\u00e9t\u00e9 d'Or"] == 5_001_000


def test_the_same_id_in_another_spelling_of_its_holder_is_recorded_already(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS)
    again = recorded(tmp_path, ANGELS | {"holder": "LAKESIDE\u00a0angels"})
    assert (again["recorded"], again["already_recorded"]) == (0, 1)
    other = seriesd("record", "-", folder=tmp_path, given=lines(ANGELS | {"holder": "Lakeside Angles"}))
    assert "there is an entry 'angels' already with other content" in failed(other, 1)


def test_a_transfer_and_a_right_find_who_is_meant(tmp_path: Path) -> None:
    grant: Entry = {"type": "option_granted", "id": "grant", "effective": "2006-03-02", "right": "W-1", "holder": "dana",
                    "shares": 1_000, "exercise_price": 1}  # fmt: skip
    moved: Entry = {"type": "shares_transferred", "id": "moved", "effective": "2006-03-03", "stock": "common",
                    "from": "PUBLIC", "to": "Dana", "shares": 7}  # fmt: skip
    lapse: Entry = {"type": "right_terminated", "id": "lapse", "effective": "2006-03-04", "right": "w-1"}
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, grant, moved, lapse)
    assert held(tmp_path) == {"public": 9_999_993, "dana": 7}
    assert "W-1" not in asked(tmp_path, "holders", "--on", DAY)["rights"]  # nothing of it is outstanding


def test_a_right_of_the_same_name_in_another_case_is_not_granted_beside_it(tmp_path: Path) -> None:
    grant: Entry = {"type": "option_granted", "id": "grant", "effective": "2006-03-02", "right": "W-1", "holder": "dana",
                    "shares": 1_000, "exercise_price": 1}  # fmt: skip
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, grant)
    other = seriesd("record", "-", folder=tmp_path, given=lines(grant | {"id": "second", "right": "w-1"}))
    assert "W-1" in failed(other, 1)


def test_a_what_if_means_the_holder_that_the_record_has(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS)
    (tmp_path / "more.jsonl").write_text(
        lines({"type": "shares_transferred", "effective": "2006-03-05", "stock": "common", "from": "LAKESIDE ANGELS",
               "to": "Public", "shares": 5}), encoding="utf-8")  # fmt: skip
    answer = asked(tmp_path, "what-if", "--add", "more.jsonl", "--on", DAY)
    assert {one["holder"] for one in answer["differences"] if one.get("holder")} <= {"Lakeside Angels", "public"}
    changed = asked(tmp_path, "what-if", "--change", "angels", "holder=PUBLIC", "--on", DAY)
    assert {one["holder"] for one in changed["differences"] if one.get("holder")} <= {"Lakeside Angels", "public"}


# -- companies --------------------------------------------------------------------------------------------------------

MARLOWE = CERTIFICATE | {"company": "Marlowe Biologics, Inc."}


def test_a_slip_in_the_name_of_the_company_begins_no_other(tmp_path: Path) -> None:
    recorded(tmp_path, MARLOWE, OPENING)
    typo = lines(MARLOWE | {"company": "Marlow Biologics Inc"})
    said = failed(seriesd("record", "-", folder=tmp_path, given=typo), 1)
    assert said == (
        "seriesd: refused: this ledger is that of Marlowe Biologics, Inc., and not of Marlow Biologics Inc; "
        "--new-company begins a further company in it [standard input:1]\n"
    )
    for_a_program = seriesd("record", "-", "--json", folder=tmp_path, given=typo)
    error = json.loads(for_a_program.stdout)["error"]
    assert (for_a_program.returncode, error["code"], error["line"]) == (1, "further_company", 1)
    assert [one["name"] for one in asked(tmp_path, "companies")["companies"]] == ["Marlowe Biologics, Inc."]
    recorded(tmp_path, MARLOWE | {"company": "Marlow Biologics Inc"}, words=("--new-company",))
    assert len(asked(tmp_path, "companies")["companies"]) == 2
    third = seriesd("record", "-", folder=tmp_path, given=lines(CERTIFICATE))
    assert "this ledger has no Acme, but Marlowe Biologics, Inc., Marlow Biologics Inc; --new-company" in failed(
        third, 1
    )


def test_a_company_named_for_what_is_recorded_is_one_that_is_there(tmp_path: Path) -> None:
    recorded(tmp_path, MARLOWE, OPENING)
    for name in ("marlowe biologics, inc.", "MARL"):
        recorded(tmp_path, OPENING | {"id": name, "common": 1}, words=("--company", name))
    assert [one["entries"] for one in asked(tmp_path, "companies")["companies"]] == [4]
    said = failed(seriesd("record", "-", "--company", "Acme", folder=tmp_path, given=lines(OPENING)), 1)
    assert "and not of Acme" in said


def test_a_certificate_in_another_spelling_is_that_of_the_company(tmp_path: Path) -> None:
    recorded(tmp_path, MARLOWE, OPENING)
    again = recorded(tmp_path, MARLOWE | {"company": "MARLOWE  Biologics, inc."}, OPENING)
    assert (again["recorded"], again["already_recorded"]) == (0, 2)


def test_a_question_takes_a_beginning_that_no_other_company_has(tmp_path: Path) -> None:
    recorded(tmp_path, MARLOWE, OPENING)
    recorded(tmp_path, MARLOWE | {"company": "Marlin"}, OPENING, words=("--new-company",))
    assert asked(tmp_path, "holders", "--company", "marlo", "--on", DAY)["common_outstanding"] == 10_000_000
    several = failed(seriesd("holders", "--company", "mar", folder=tmp_path), 1)
    assert "'mar' is the beginning of 2 companies; write more of one of: Marlowe Biologics, Inc., Marlin" in several
    unknown = failed(seriesd("holders", "--company", "Marlowe Biology", "--on", DAY, folder=tmp_path), 1)
    assert "there is no company 'Marlowe Biology' here; did you mean 'Marlowe Biologics, Inc.'?" in unknown


# -- whoever is not known ---------------------------------------------------------------------------------------------

GRANT: Entry = {"type": "option_granted", "id": "grant", "effective": "2006-03-02", "right": "Warrant A",
                "holder": "Lakeside Angels", "shares": 1_000, "exercise_price": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("explain", "--holder", "Lakeside Angles"), "did you mean 'Lakeside Angels'?"),
        (("explain", "--holder", "LAKESIDE ANGLES", "--assets", "5"), "did you mean 'Lakeside Angels'?"),
        (("entries", "--holder", "Lakeside Angles"), "did you mean 'Lakeside Angels'?"),
        (("entries", "--right", "Warant A"), "did you mean 'Warrant A'?"),
        (("notice", "adjustment", "--holder", "dna"), "did you mean 'dana'?"),
        (("notice", "conversion", "--holder", "dna", "--shares", "5", "--on", DAY), "did you mean 'dana'?"),
        (("what-if", "--add", "end.jsonl"), "did you mean 'Warrant A'?"),
        (("what-if", "--add", "sold.jsonl"), "did you mean 'Lakeside Angels'?"),
        (("holders", "--company", "Acne"), "did you mean 'Acme'?"),
    ],
)
def test_the_nearest_known_name_is_suggested(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS | {"consideration": {"cash": 6_000}}, GRANT)
    end: Entry = {"type": "right_terminated", "id": "end", "effective": "2006-05-01", "right": "Warant A"}
    sold: Entry = {"type": "shares_transferred", "id": "sold", "effective": "2006-05-01", "stock": "common",
                   "from": "Lakeside Angles", "to": "dana", "shares": 5}  # fmt: skip
    for name, entry in (("end", end), ("sold", sold)):
        (tmp_path / f"{name}.jsonl").write_text(lines(entry), encoding="utf-8")
    said = failed(seriesd(*words, folder=tmp_path), 1)
    assert says in said.replace("\n", " ")


@pytest.mark.parametrize("name", ["LAKESIDE angels", "Lakeside\u00a0Angels"])
def test_a_question_takes_a_name_in_any_spelling(name: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS)
    found = asked(tmp_path, "explain", "--holder", name, "--on", DAY)
    assert found["title"] == f"What Lakeside Angels holds on {DAY}"
    assert [one["id"] for one in asked(tmp_path, "entries", "--holder", name)["entries"]] == ["angels"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("LAKESIDE ANGELS", ["holder 'LAKESIDE ANGELS' is read as Lakeside Angels"]),
        ("Lakeside\u200b Angels", ["holder 'Lakeside\\u200b Angels' is read as Lakeside Angels"]),
        ("Lakeside\u00a0 Angels ", []),
        ("Lakeside Angels", []),
        ("New\u00ad Fund", ["holder 'New\\xad Fund' is read as New Fund"]),
    ],
)
def test_a_name_that_is_read_as_the_known_one_is_said(typed: str, said: list[str], tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, ANGELS)
    entry = ANGELS | {"id": "more", "holder": typed, "shares": 1_000}
    correction = {"type": "entry_corrected", "effective": DAY, "id": "c", "entry": "angels", "reason": "misread", "with": ANGELS | {"holder": typed, "shares": 4_999_999}}  # fmt: skip
    correction["with"].pop("id")
    tried = seriesd("check", "-", "--json", folder=tmp_path, given=lines(correction))
    assert tried.returncode == 0, tried.stdout
    for answer in (json.loads(tried.stdout), recorded(tmp_path, entry)):
        found = [one for one in answer["warnings"] if one["code"] == "read_as"]
        assert [one["message"] for one in found] == said
        assert {one["entry"] for one in found} <= {"more", "c"}
