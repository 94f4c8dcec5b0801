"""The notes of a recording are what is to be said when it ends, not what was in between."""

from pathlib import Path

from tests.docs.command import seriesd

from .asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, TOO_MANY, lines, recorded

EARLY = SALE | {"id": "s2", "effective": "2005-09-20"}
FIRST_SALE = SALE | {"id": "s1", "effective": "2006-02-01", "shares": 10}


def notes(answer: dict[str, object], entry: str) -> list[str]:
    found = answer["warnings"]
    assert isinstance(found, list)
    return [one["code"] for one in found if one["entry"] == entry]


def test_what_a_later_entry_of_the_same_recording_changes_is_said_as_it_ends(tmp_path: Path) -> None:
    """A sale before the first Series D is not tested; the Series D that the same journal then dates before it is first.

    Then the sale takes .0033 to .0026, which is more than a tenth.
    """
    earlier = SERIES_D | {"id": "first", "effective": "2005-09-10", "holder": "eve", "shares": 10}
    fix = {
        "type": "entry_corrected",
        "id": "fix",
        "effective": "2006-07-01",
        "entry": "series-d",
        "reason": "wrong day",
        "with": SERIES_D | {"effective": "2005-09-10"},
    }
    alone, corrected, together = (tmp_path / name for name in ("alone", "corrected", "together"))
    for folder in (alone, corrected, together):
        folder.mkdir()
    said = recorded(alone, CERTIFICATE, OPENING, EARLY, SERIES_D)
    assert notes(said, "s2") == ["before_protection"]
    said = recorded(corrected, CERTIFICATE, OPENING, EARLY, SERIES_D, fix)
    assert notes(said, "s2") == ["price_moved_much"]
    said = recorded(together, CERTIFICATE, OPENING, EARLY, SERIES_D, earlier)
    assert notes(said, "s2") == ["price_moved_much"]


def test_of_what_is_late_it_is_still_said(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE)
    said = recorded(tmp_path, FIRST_SALE, FIRST_SALE | {"id": "s0", "effective": "2006-01-02", "shares": 10})
    assert notes(said, "s1") == ["late"]
    assert notes(said, "s0") == ["late", "far_from_last_prices"]  # $6,000 for ten shares


def test_a_refusal_names_the_file_and_the_line_whatever_its_sentence_says(tmp_path: Path) -> None:
    (tmp_path / "base.jsonl").write_text(lines(CERTIFICATE, OPENING, SERIES_D), "utf-8")
    (tmp_path / "more.jsonl").write_text(lines(SALE | {"shares": 2}, TOO_MANY), "utf-8")
    done = seriesd("record", "base.jsonl", "more.jsonl", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith(" [more.jsonl:2]\n")
