"""`seriesd notice standing`, and letters in one zip file: what is due, written, mailed, and contradicted since."""

import json
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands.asking_the_command import failed

from .company import STORY, Company, sent
from .mailed import DIVIDEND, DUE, FORGOTTEN, NAMES, SENT, asked, notices, rows, seriesd, tree, write_rows

STANDING = ("notice", "standing", "--on", "2007-02-01")
TO_ZIP = ("notice", "--all-due", "--on", "2007-02-01", "-o", "letters.zip")


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, *STORY, DIVIDEND)


def states(folder: Path, *words: str) -> dict[tuple[str, str], str]:
    return {
        (one["about"], one["holder"]): one["state"]
        for one in asked(folder, "notice", "standing", *words, *STANDING[2:])["notices"]
    }


def test_everything_stands_by_event_and_holder(company: Company, tmp_path: Path) -> None:
    assert states(tmp_path) == {
        ("option", "Dana"): "overdue",
        ("option", "Fund"): "overdue",
        ("lapse", "Dana"): "overdue",
        ("lapse", "Fund"): "overdue",
        ("dividend", "Dana"): "due",
        ("dividend", "Fund"): "due",
    }
    said = seriesd(*STANDING, folder=tmp_path).stdout.splitlines()
    assert said[0] == "Notices on 2007-02-01, as known now"
    assert said[1].strip() == "2 due, 4 overdue."
    assert said[2].split() == ["what", "to", "be", "mailed", "by", "Dana", "Fund"]
    company.record(sent("option", "0.0026", on="2006-01-03"))
    (one,) = [it for it in asked(tmp_path, *STANDING)["notices"] if it["state"] == "mailed"]
    assert (one["about"], one["holder"], one["mailed"], one["covers"]) == ("option", "Dana", "2006-01-03", ["option"])
    # on a day before it was mailed it was not
    earlier = asked(tmp_path, "notice", "standing", "--on", "2006-01-02")["notices"]
    assert [one["state"] for one in earlier if one["about"] == "option"] == ["due", "due"]


def test_what_was_mailed_is_contradicted_by_what_is_recorded_late(company: Company, tmp_path: Path) -> None:
    company.record(sent("lapse", "0.0032", id="told"))
    assert states(tmp_path)["lapse", "Dana"] == "mailed"
    company.record(FORGOTTEN)
    found = asked(tmp_path, *STANDING)
    (one,) = [it for it in found["notices"] if it["holder"] == "Dana" and "lapse" in it["covers"]]
    assert (one["state"], one["mailed"], one["notice"]) == ("contradicted", "2006-05-02", "told")
    (otherwise,) = found["otherwise"]
    assert (otherwise["entry"], otherwise["holder"], otherwise["agrees"]) == ("told", "Dana", False)
    said = seriesd(*STANDING, folder=tmp_path).stdout
    assert "contradicted since (told, 2006-05-02)" in said
    assert "what was recorded since changed the price" in " ".join(said.split())


def test_a_list_says_what_was_written_and_what_is_not_right_any_more(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert set(states(tmp_path, "letters/").values()) == {"written"}
    write_rows(tmp_path / "some.csv", rows(tmp_path)[:1])
    found = states(tmp_path, "some.csv")
    assert (found["option", "Dana"], found["option", "Fund"]) == ("written", "overdue")
    company.record(FORGOTTEN | {"effective": "2006-04-29"})
    found = states(tmp_path, "letters/")
    assert found["lapse", "Dana"] == "outdated"
    assert found["option", "Dana"] == "written"


def test_a_list_that_is_mailed_stands_as_mailed(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert seriesd(*SENT, "--yes", folder=tmp_path).returncode == 0
    assert len(notices(company)) == 6
    assert set(states(tmp_path, "letters/").values()) == {"mailed", "mailed_late"} & set(states(tmp_path).values())


def test_those_alone_that_are_still_to_be_mailed(company: Company, tmp_path: Path) -> None:
    company.record(sent("option", "0.0026", on="2006-01-03"), sent("lapse", "0.0032", id="told"), FORGOTTEN)
    everything, due = asked(tmp_path, *STANDING), asked(tmp_path, *STANDING, "--all-due")
    left = [one for one in everything["notices"] if not one["state"].startswith("mailed")]
    assert due["notices"] == left
    assert 0 < len(left) < len(everything["notices"])
    assert [one["entry"] for one in due["otherwise"]] == ["told"]


def test_a_list_that_was_looked_at_need_state_no_price(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    (tmp_path / "made.csv").write_text("holder,kind,about\nDana,adjustment,option\nFund,dividend,dividend\n")
    mailed = ("notice", "sent", "made.csv", "--mailed", "2007-02-01", "--yes")
    assert "states no price" in failed(seriesd(*mailed, folder=tmp_path), 1)
    seen = len(company.log())
    told = failed(seriesd(*mailed, "--seen", str(seen - 1), folder=tmp_path), 1)
    assert "others recorded something while the list was looked at; nothing is recorded" in told
    assert not notices(company)
    assert asked(tmp_path, *mailed, "--seen", str(seen))["recorded"] == 2
    of_list = {(one["about"], one["holder"]): one["price"] for one in rows(tmp_path)}
    (adjustment,) = [one.entry for one in company.log()[seen:] if one.entry.kind == "adjustment"]
    assert (adjustment.price, adjustment.holder) == (Fraction(of_list["option", "Dana"]), "Dana")
    refused = failed(seriesd("notice", "adjustment", "--seen", "3", folder=tmp_path), 2)
    assert "--seen goes with `notice sent`" in refused


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("form", ["text", "pdf"])
def test_a_zip_file_has_the_letters_and_the_same_bytes_each_time(tmp_path: Path, form: str) -> None:
    assert seriesd(*DUE, "--format", form, folder=tmp_path).returncode == 0
    said = seriesd(*TO_ZIP, "--format", form, folder=tmp_path)
    assert said.stdout.splitlines()[-1].endswith("seriesd notice sent letters.zip --mailed DATE --yes")
    first = (tmp_path / "letters.zip").read_bytes()
    assert seriesd(*TO_ZIP, "--format", form, folder=tmp_path).returncode == 0
    assert (tmp_path / "letters.zip").read_bytes() == first
    with ZipFile(BytesIO(first)) as archive:
        assert archive.testzip() is None
        inside = {name: archive.read(name) for name in archive.namelist()}
    in_folder = {name: document for name, document in tree(tmp_path).items() if name != ".letters.json"}
    assert inside.keys() == in_folder.keys()
    summary = "letters.txt" if form == "text" else "letters.pdf"
    assert {name: it for name, it in inside.items() if name != summary} == {
        name: it for name, it in in_folder.items() if name != summary
    }


def test_the_zip_file_is_a_list_of_what_was_mailed(company: Company, tmp_path: Path) -> None:
    assert seriesd(*TO_ZIP, folder=tmp_path).returncode == 0
    done = asked(tmp_path, "notice", "sent", "letters.zip", "--mailed", "2007-02-01", "--yes")
    assert (done["recorded"], [one["file"] for one in done["letters"]]) == (6, NAMES)
    assert len(notices(company)) == 6
    again = seriesd(*TO_ZIP, folder=tmp_path)
    assert again.stdout.splitlines()[0] == "No letter is due on 2007-02-01."


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--mailed", "2007-02-01"), "beside it only a list, --on and --as-known go"),
        (("letters.zip", "--as-known", "2007-01-05"), "leave --as-known out"),
    ],
)
def test_what_it_is_not_asked(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    assert says in failed(seriesd("notice", "standing", *words, folder=tmp_path), 2)


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(("made", "says"), [(b"no zip", "cannot be unpacked"), (None, "there is no letters.csv in it")])
def test_a_zip_file_that_is_none_is_refused(tmp_path: Path, made: bytes | None, says: str) -> None:
    if made is None:
        with ZipFile(tmp_path / "odd.zip", "w") as archive:
            archive.writestr("other.csv", json.dumps({}))
    else:
        (tmp_path / "odd.zip").write_bytes(made)
    done = seriesd("notice", "sent", "odd.zip", "--yes", folder=tmp_path)
    assert done.returncode != 0
    assert says in done.stderr
