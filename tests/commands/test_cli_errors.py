"""What the command says when it cannot do what was asked: a sentence or a JSON error, an exit code, never a traceback."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.commands.asking_the_command import (
    CERTIFICATE,
    OPENING,
    SALE,
    SERIES_D,
    STORY,
    TOO_MANY,
    copied,
    error,
    failed,
    lines,
    recorded,
    stands,
)
from tests.docs.command import BIN, environment, seriesd


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("told") / "once"


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """A folder of its own with a ledger."""
    return copied(told, lambda once: recorded(once, *STORY), tmp_path)


def both(folder: Path, code: int, *words: str, given: str | None = None) -> tuple[str, dict[str, object]]:
    """The sentence, and the JSON error, of a command that fails; nothing is changed by it, and nothing left behind."""
    before = stands(folder)
    said = failed(seriesd(*words, folder=folder, given=given), code)
    found = error(seriesd(*words, "--json", folder=folder, given=given), code)
    assert found["message"] in said
    assert stands(folder) == before
    return said, found


# --- refused by a rule: exit code 1 -----------------------------------------------------------------------------------


def test_a_rule_of_the_certificate(folder: Path) -> None:
    said, found = both(folder, 1, "record", "-", given=lines(TOO_MANY))
    assert (found["code"], found["clause"], found["entry"], found["line"]) == ("beyond_authorized", "4E", "too-many", 1)
    assert "refused: too-many" in said
    assert said.endswith("(4E) [standard input:1]\n")  # whatever numbers the sentence has


def test_series_d_beyond_the_designated_number(tmp_path: Path) -> None:
    many = SERIES_D | {"shares": 900_001}
    found = error(seriesd("record", "-", "--json", folder=tmp_path, given=lines(CERTIFICATE, many)), 1)
    assert (found["code"], found["clause"], found["line"]) == ("beyond_designated", "4M", 2)


def test_all_or_nothing(folder: Path) -> None:
    good = SALE | {"id": "good", "shares": 1}
    _, found = both(folder, 1, "record", "-", given=lines(good, good | {"id": "better"}, TOO_MANY))
    assert found["line"] == 3


def test_all_or_nothing_over_several_files(folder: Path) -> None:
    (folder / "one.jsonl").write_text(lines(SALE | {"id": "good", "shares": 1}), encoding="utf-8")
    (folder / "two.jsonl").write_text(lines(TOO_MANY), encoding="utf-8")
    both(folder, 1, "record", "one.jsonl", "two.jsonl")


def test_a_known_id_with_other_content(folder: Path) -> None:
    _, found = both(folder, 1, "record", "-", given=lines(SALE | {"shares": 1}))
    assert (found["code"], found["entry"]) == ("id_taken", "sale")


def test_an_exclusion_that_cannot_apply(folder: Path) -> None:
    option = {"type": "option_granted", "id": "W", "effective": "2006-04-01", "right": "W", "holder": "x", "shares": 5}
    _, found = both(folder, 1, "record", "-", given=lines(option | {"exercise_price": 1, "excluded": "C"}))
    assert (found["code"], found["clause"]) == ("exclusion_cannot_apply", "1")


def test_an_entry_that_would_break_a_later_one_names_it(folder: Path) -> None:
    void = {"type": "entry_voided", "id": "void", "effective": "2006-05-01", "entry": "series-d", "reason": "r"}
    _, found = both(folder, 1, "record", "-", given=lines(void))
    assert found["entry"] == "void"
    assert "conversion of 2006-03-02" in str(found["message"])


def test_a_ledger_that_begins_without_a_certificate(tmp_path: Path) -> None:
    _, found = both(tmp_path, 1, "record", "-", given=lines(OPENING))
    assert found["code"] == "no_certificate"
    assert list(tmp_path.iterdir()) == []


def test_a_company_that_is_not_there(folder: Path) -> None:
    _, found = both(folder, 1, "price", "--company", "Bolt")
    assert (found["code"], "Acme" in str(found["message"])) == ("unknown_company", True)


def test_which_of_several_companies(folder: Path) -> None:
    recorded(folder, CERTIFICATE | {"company": "Bolt"}, words=("--new-company",))
    _, found = both(folder, 1, "price")
    assert found["code"] == "company_needed"
    assert "Acme, Bolt" in str(found["message"])
    assert seriesd("price", "--company", "Bolt", folder=folder).returncode == 0


# --- wrong usage or unreadable input: exit code 2 ---------------------------------------------------------------------

USAGE = {
    "no verb": [],
    "unknown verb": ["prise"],
    "no file": ["record"],
    "unknown option": ["price", "--onn", "2006-03-01"],
    "no date": ["price", "--on", "yesterday"],
    "impossible date": ["price", "--on", "2006-02-30"],
    "no timestamp": ["price", "--as-known", "noon"],
    "a timestamp before all calendars": ["price", "--as-known", "0001-01-01T00:00:00+14:00"],
    "unknown format": ["record", "-", "--format", "toml"],
}


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE)
def test_wrong_usage(words: list[str], folder: Path) -> None:
    _, found = both(folder, 2, *words)
    assert found["code"] == "usage"
    assert "--help" in str(found["message"])


HELPS = {
    "seriesd": ["prise"],
    "seriesd price": ["price", "--on", "yesterday"],
    "seriesd notice": ["notice", "conversion", "conversion-1"],
    "seriesd audit": ["audit", "claims.csv", "more.csv"],
    "seriesd sweep": ["sweep"],
    "seriesd explain": ["explain", "sale", "--step", "1"],
    "seriesd scenario": ["scenario", "saev"],
    "seriesd scenario list": ["scenario", "list", "none"],
    "seriesd scenario save": ["scenario", "save", "none"],
}


@pytest.mark.parametrize("program", HELPS)
def test_wrong_usage_points_at_the_help_of_what_was_asked(program: str, folder: Path) -> None:
    said, _ = both(folder, 2, *HELPS[program])
    assert said.endswith(f"; see `{program} --help`\n")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["price", "--onn", "2006-03-01"], "--on"),
        (["scenario", "svae", "none"], "save"),
        (["export", "--format", "xlxs"], "xlsx"),
        (["price", "--exactt=yes"], "--exact"),
        (["prise", "--onn", "2006-03-01"], "price"),
    ],
    ids=" ".join,
)
def test_the_nearest_of_what_a_verb_takes_is_suggested(words: list[str], near: str, folder: Path) -> None:
    assert f"; did you mean {near!r}?" in both(folder, 2, *words)[0]


def test_what_cannot_be_written_is_no_matter_of_help(folder: Path) -> None:
    said, _ = both(folder, 2, "export", "--format", "csv", "--tables", "entries", "-o", "seriesd.db/entries.csv")
    assert said.startswith("seriesd: cannot write seriesd.db/entries.csv: ")
    assert "--help" not in said


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("beyond_designted", "did you mean 'beyond_designated'? `"),
        ("market", "did you mean 'market_price_by_board'"),
        ("too_many_held", " or 'more_than_held'"),
        ("zzz", "`seriesd explain --refusal all` lists every code"),
    ],
    ids=["a slip", "a word", "other words", "nothing like it"],
)
def test_a_mistyped_code_of_a_refusal_gets_the_nearest(code: str, hint: str, folder: Path) -> None:
    said, found = both(folder, 1, "explain", "--refusal", code)
    assert found["code"] == "unknown_refusal"
    assert hint in said
    assert ("did you mean" in said) == (code != "zzz")


def test_a_code_may_be_written_with_spaces_hyphens_and_capitals(folder: Path) -> None:
    plain = seriesd("explain", "--refusal", "beyond_designated", folder=folder)
    for code in ("beyond-designated", "Beyond designated"):
        assert seriesd("explain", "--refusal", code, folder=folder).stdout == plain.stdout


def test_json_stands_after_the_verb(folder: Path) -> None:
    assert error(seriesd("--json", "price", folder=folder), 2)["code"] == "usage"


def test_a_near_miss_is_suggested(folder: Path) -> None:
    assert "did you mean 'price'?" in failed(seriesd("prise", folder=folder), 2)


UNREADABLE = {
    "unknown type": ('{"type": "comon_issued", "effective": "2006-03-01"}', "did you mean 'common_issued'?"),
    "unknown field": (lines(SALE | {"id": "x", "share": 5}), "did you mean 'shares'?"),
    "missing field": ('{"type": "common_issued", "effective": "2006-03-01", "holder": "x"}', "'shares' is required"),
    "binary nonsense": ("\x00\x01", "standard input:1: "),
    "half a character for an id": (lines(SALE | {"id": "\ud800"}), "surrogate"),
    "no entry": ("", "no entries"),
    "not JSON": ('{"type": ', "standard input:1: "),
    "a number that is none": (lines(SALE | {"id": "x", "shares": "5,000"}), "thousands separators"),
    "part of a share": (lines(SALE | {"id": "x", "shares": "1/2"}), "whole"),
    "a float beyond reading": (lines(SALE | {"id": "x"}).replace("6000", "1e999"), "not a number"),
    "nested beyond need": ("[" * 100_000, "standard input:1: "),
}


@pytest.mark.parametrize(("given", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_entries(given: str, says: str, folder: Path) -> None:
    said, found = both(folder, 2, "record", "-", given=given)
    assert found["code"] == "unreadable"
    assert says in said


FILES = {
    "not there": ("none.jsonl", "No such file"),
    "a folder": ("folder.jsonl", "Is a directory"),
    "another suffix": ("journal.txt", "suffix"),
    "not text": ("latin.yaml", "UTF-8"),
}


@pytest.mark.parametrize(("name", "says"), FILES.values(), ids=FILES)
def test_unreadable_files(name: str, says: str, folder: Path) -> None:
    (folder / "folder.jsonl").mkdir()
    (folder / "journal.txt").write_text(lines(SALE), encoding="utf-8")
    (folder / "latin.yaml").write_bytes("- type: notice_sent\n  holder: Émile\n".encode("latin-1"))
    said, found = both(folder, 2, "record", name)
    assert found["code"] == "unreadable"
    assert says in said


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    path = folder / "locked.jsonl"
    path.write_text(lines(SALE), encoding="utf-8")
    path.chmod(0)
    assert "Permission denied" in both(folder, 2, "record", "locked.jsonl")[0]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("none.db", "there is no ledger at none.db"),
        ("nowhere/none.db", "there is no folder"),
        (".", "is a folder"),
        ("mysql://host/database", "no place for a ledger"),
        ("postgresql://127.0.0.1:1/nothing", "cannot be opened"),
        ("other.db", "other.db"),
    ],
)
def test_no_ledger_there(url: str, says: str, folder: Path) -> None:
    (folder / "other.db").write_bytes(b"something else altogether, and long enough for a header" * 9)
    said, found = both(folder, 2, "price", "--ledger", url)
    assert found["code"] == "store"
    assert says in said
    assert not (folder / "none.db").exists()


def test_line_and_file_of_an_unreadable_entry_are_named(folder: Path) -> None:
    (folder / "journal.csv").write_text(
        "type,effective,holder,shares\ncommon_issued,2006-03-01,x,5\ncommon_issued,2006-03-01,x,five\n",
        encoding="utf-8",
    )
    said, found = both(folder, 2, "record", "journal.csv")
    assert found["line"] == 3
    assert "journal.csv" in said


# --- pipes and colours ------------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    notices = [
        {"type": "notice_sent", "effective": "2006-04-01", "kind": "adjustment", "holder": "dana"} for _ in range(2_000)
    ]
    recorded(folder, *notices)
    script = f"{BIN / 'seriesd'} export | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["id"] == "certificate"


def test_no_colour_where_none_is_wanted(folder: Path) -> None:
    for words in (["price"], ["history"], ["holders"], ["verify"]):
        done = subprocess.run(
            [str(BIN / "seriesd"), *words],
            cwd=folder,
            env=environment() | {"FORCE_COLOR": "", "NO_COLOR": "1", "TERM": "xterm-256color"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "\x1b[" not in done.stdout


def test_names_in_other_scripts_come_out_as_they_went_in(folder: Path) -> None:
    name = "Ωμέγα 株式会社 – Zoë's 🦆"
    recorded(folder, SALE | {"id": "σ-1", "holder": name, "shares": 7})
    done = seriesd("holders", "--json", folder=folder)
    assert json.loads(done.stdout)["holders"][name]["common"] == 7
    assert name in done.stdout
    assert name in seriesd("holders", folder=folder).stdout


# --- what is printed, and where ---------------------------------------------------------------------------------------


def test_an_output_without_unicode_is_no_reason_to_fail(folder: Path) -> None:
    recorded(folder, SALE | {"id": "zoe", "holder": "Zoë 株式会社", "shares": 7})
    plain = environment() | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    for words in (["holders"], ["holders", "--json"], ["history"], ["export"], ["price"]):
        done = subprocess.run(
            [str(BIN / "seriesd"), *words], cwd=folder, env=plain, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_an_output_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder / "file").write_text("in the way")
    both(folder, 2, "export", "-o", "file/out.jsonl")


def test_the_line_of_an_entry_without_an_id_is_named(folder: Path) -> None:
    nameless = {key: value for key, value in TOO_MANY.items() if key != "id"}
    _, found = both(folder, 1, "record", "-", given=lines(SALE | {"id": "good", "shares": 1}, nameless))
    assert (found["entry"], found["line"]) == ("common_issued-7", 2)


def test_a_week_is_no_date(folder: Path) -> None:
    assert "is not a date" in both(folder, 2, "price", "--on", "2006-W09-1")[0]


# --- nowhere to answer to ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")  # noqa: PTH110  a device
@pytest.mark.parametrize("words", [("history",), ("price", "--json"), ("export", "--format", "jsonl")])
def test_a_full_standard_output_is_a_sentence(folder: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123  likewise
        done = subprocess.run(
            [str(BIN / "seriesd"), *words],
            cwd=folder,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("seriesd: the answer cannot be written: No space left on device; ")
    assert "Traceback" not in done.stderr
