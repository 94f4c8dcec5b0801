"""The day of a mailing is one that can be, and who has no address on the books is named when it is recorded."""

import datetime as dt
from pathlib import Path

import pytest

from commands.api.ledger import today
from tests.commands.asking_the_command import error

from .company import STORY, Company
from .mailed import DIVIDEND, DUE, NAMES, SENT, asked, notices, rows, seriesd, write_rows

ADDRESS = {
    "type": "address_changed", "id": "moved", "effective": "2007-02-05", "holder": "Dana", "address": ["2 High Street", "Salem"],
}  # fmt: skip
DIVIDEND_SENT = ("notice", "dividend", "--record", "--mailed")


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, *STORY, DIVIDEND)


@pytest.mark.parametrize(
    ("words", "mailed", "code", "clause", "said"),
    [
        (("notice", "adjustment", "--record", "--mailed"), "2142-01-05", "not_mailed_yet", "4K", "is still to come, today is"),
        (DIVIDEND_SENT, "2142-01-05", "not_mailed_yet", "4L", "is still to come, today is"),
        (DIVIDEND_SENT, "1999-12-31", "mailed_before_certificate", "4L", "lies before 2005-09-06, on which the certificate took"),
        (SENT[:-1], "2142-01-05", "not_mailed_yet", "4K", "is still to come, today is"),
        (SENT[:-1], "1999-12-31", "mailed_before_certificate", "4K", "lies before 2005-09-06, on which the certificate took"),
        (SENT[:-1], "2007-01-31", "mailed_before_letter", "4K",
         f"lies before 2007-02-01, the day that the letter {NAMES[0]} to Dana about option bears"),
    ],
)  # fmt: skip
def test_a_day_of_mailing_that_cannot_be_is_refused_and_nothing_is_recorded(  # noqa: PLR0917
    words: tuple[str, ...], mailed: str, code: str, clause: str, said: str, company: Company, tmp_path: Path
) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    yes = ("--yes",) if words[1] == "sent" else ()
    found = error(seriesd(*words, mailed, *yes, "--json", folder=tmp_path), 1)
    assert (found["code"], found["clause"]) == (code, clause)
    assert found["message"].startswith(f"{mailed} {said}")
    assert "name the day of mailing with --mailed" in found["message"]
    assert notices(company) == []


def test_today_and_the_first_day_of_all_can_be_the_day_of_mailing(company: Company, tmp_path: Path) -> None:
    assert asked(tmp_path, *DIVIDEND_SENT, "2005-09-06", "--holder", "Dana")["record"]["recorded"] == 1
    assert asked(tmp_path, *DIVIDEND_SENT, today().isoformat(), "--holder", "Fund")["record"]["recorded"] == 1
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    assert error(seriesd(*DIVIDEND_SENT, tomorrow, "--json", folder=tmp_path), 1)["code"] == "not_mailed_yet"
    assert len(notices(company)) == 2


def test_a_list_that_bears_no_days_is_mailed_on_any_that_can_be(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    theirs = [{name: one[name] for name in ("holder", "kind", "about", "price")} for one in rows(tmp_path)]
    write_rows(tmp_path / "some.csv", theirs)
    done = asked(tmp_path, "notice", "sent", "some.csv", "--mailed", "2007-01-31", "--yes")
    assert done["recorded"] == len(notices(company)) == len(NAMES)


def test_who_has_no_address_on_the_books_is_named(company: Company, tmp_path: Path) -> None:
    company.record(ADDRESS)
    note = "mailed on 2007-02-06 without an address on the books: Fund; address_changed records it"
    noted = {"entry": None, "code": "no_address", "clause": "4K", "message": note}
    adjustment = ("notice", "adjustment", "--record", "--mailed", "2007-02-06")
    assert asked(tmp_path, *adjustment, "--holder", "Fund")["warnings"] == [noted]
    assert asked(tmp_path, *adjustment, "--holder", "Dana")["warnings"] == []
    assert "warnings" not in asked(tmp_path, *(word for word in adjustment if word != "--record"))
    done = seriesd(*DIVIDEND_SENT, "2007-02-04", folder=tmp_path)
    said = "note: mailed on 2007-02-04 without an address on the books: Dana, Fund; address_changed records it (4L)"
    assert done.stderr.splitlines()[-1] == said
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    done = seriesd(*SENT[:-1], "2007-02-06", "--yes", folder=tmp_path)
    assert done.stderr == f"note: {note} (4K)\n"
    assert asked(tmp_path, *SENT, "--yes")["warnings"] == []


def test_of_a_whole_list_they_are_named_once(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    done = asked(tmp_path, *SENT, "--yes")
    assert [one["message"] for one in done["warnings"]] == [
        "mailed on 2007-02-01 without an address on the books: Dana, Fund; address_changed records it"
    ]
    assert len(notices(company)) == done["recorded"] == len(NAMES)
