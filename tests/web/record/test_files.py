"""A journal or a spreadsheet recorded from the page: every wrong cell at its place, and columns named by eye."""

import io
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import openpyxl
import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from xlsxwriter import Workbook

import seriesd as face
from tests.commands.asking_the_command import STORY, lines
from tests.web.record.forms import form_in, send
from tests.web.record.ledgers import ids

PAGE = "/book/Acme/record"
NAMES = [one["id"] for one in STORY]
HEADER = "type,id,effective,holder,shares,consideration.cash\n"
RIGHT = HEADER + "common_issued,week-1,2006-03-10,Fund,5000,15\ncommon_issued,week-2,2006-03-11,Fund,6000,18\n"
WRONG = HEADER + 'common_issued,week-1,2006-3-10,Fund,5x,15\ncommon_isued,week-2,2006-03-11,"<b>Fund</b>",6000,18\n'
OTHER = RIGHT.replace("effective", "Day of it").replace("consideration.cash", "Money in all")


def sent(browser: TestClient, name: str, content: bytes | str, **given: Any) -> Response:
    """Choose a file, and send the form; `to` another page where it is said."""
    data = content if isinstance(content, bytes) else content.encode()
    return send(browser, browser.get(PAGE).text, given.pop("fields", {}), files={"file": (name, data)}, **given)


def book_of(text: str) -> bytes:
    """The rows of a CSV text as a workbook."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Week")
    for down, row in enumerate(text.splitlines()):
        for across, cell in enumerate(row.split(",")):
            sheet.write_string(down, across, cell)
    book.close()
    return stream.getvalue()


WEEK = [
    {"type": "common_issued", "id": "week-1", "effective": "2006-03-10", "holder": "Fund", "shares": 5000,
     "consideration": {"cash": 15}},
    {"type": "common_issued", "id": "week-2", "effective": "2006-03-11", "holder": "Fund", "shares": 6000,
     "consideration": {"cash": 18}},
]  # fmt: skip
SPELLINGS: dict[str, bytes | str] = {
    "week.csv": RIGHT,
    "week.tsv": RIGHT.replace(",", "\t"),
    "week.jsonl": lines(*WEEK),
    "week.xlsx": book_of(RIGHT),
    "C:\\Users\\Reyes\\week.csv": RIGHT,
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_file_is_recorded_in_every_spelling(reyes: TestClient, book: Path, name: str) -> None:
    found = sent(reyes, name, SPELLINGS[name])
    assert found.status_code == 303, found.text
    assert ids(book) == [*NAMES, "week-1", "week-2"]


def test_a_journal_that_is_pasted(reyes: TestClient, book: Path) -> None:
    given = {"text": lines(*WEEK), "format": "jsonl"}
    found = send(reyes, reyes.get(PAGE).text, given)
    assert found.status_code == 303, found.text
    assert ids(book) == [*NAMES, "week-1", "week-2"]


@pytest.mark.parametrize(("name", "made"), [("week.csv", str.encode), ("week.xlsx", book_of)])
def test_every_wrong_cell_is_shown_at_its_place(reyes: TestClient, book: Path, name: str, made: Any) -> None:
    text = WRONG if name.endswith("csv") else WRONG.replace('"', "")
    found = sent(reyes, name, made(text))
    assert found.status_code == 422
    assert "<b>Fund" not in found.text
    shown = found.text.partition("The rows in which something is wrong")[2]
    for cell, why in (("2006-3-10", "is not a date"), ("common_isued", "unknown type")):
        at = shown.partition(f'wrong-cell">{cell}<span class="why">')[2].partition("</span>")[0]
        assert why in at
    assert str(Path(gettempdir())) not in found.text.partition("<main")[2].partition("</main>")[0]
    assert "seriesd-sent-" not in found.text
    assert ids(book) == NAMES


def test_a_column_that_is_not_known_is_named_by_eye(reyes: TestClient, book: Path) -> None:
    found = sent(reyes, "week.csv", OTHER)
    assert found.status_code == 422
    form = form_in(found.text)
    headers = [value for name, value in form.values if name == "column-header"]
    taken = [value for name, value in form.values if name == "column-field"]
    assert headers == ["type", "id", "Day of it", "holder", "shares", "Money in all"]
    assert taken == ["type", "id", "", "holder", "shares", ""]
    named = ["type", "id", "effective", "holder", "shares", "consideration.cash"]
    data = form.filled({}) | {"column-field": named}
    checked = reyes.post("/book/Acme/check", data=data)  # the file stands in the form from then on
    assert "Would record 2 entries of Acme" in checked.text
    again = form_in(checked.text)
    assert ("column-field", "effective") in again.values
    assert send(reyes, checked.text, {}).status_code == 303
    assert ids(book) == [*NAMES, "week-1", "week-2"]
    assert "day of it" in Path(f"{book}.columns.json").read_text("utf-8")
    next_one = OTHER.replace("week", "next").replace("000", "500")
    assert sent(reyes, "again.csv", next_one).status_code == 303  # as the command remembers it


def test_a_file_that_was_checked_without_script_need_not_be_chosen_again(reyes: TestClient, book: Path) -> None:
    checked = sent(reyes, "week.csv", RIGHT, to="/book/Acme/check")
    assert "week.csv is here" in checked.text
    assert ids(book) == NAMES
    assert send(reyes, checked.text, {}).status_code == 303
    assert ids(book) == [*NAMES, "week-1", "week-2"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("week.doc", b"\xd0\xcf\x11\xe0", "the suffix"),
        ("week.xlsx", b"no workbook", "week.xlsx"),
        ("week.yaml", b"- {type: common_issued", "week.yaml"),
        ("week.csv", b"\xff\xff\x00", "UTF-8"),
        ("<img src=x onerror=alert(1)>.csv", b"a,b\n1,2\n", "img src=x onerror=alert(1)"),
        ("../../etc/passwd.csv", b"a,b\n1,2\n", "passwd.csv"),
        ("week.csv", b"", "no entries"),
    ],
)
def test_what_is_no_journal_is_said_under_its_own_name(
    reyes: TestClient, book: Path, name: str, content: bytes, says: str
) -> None:
    found = sent(reyes, name, content)
    assert found.status_code in (400, 422)
    assert says in found.text
    assert "<img" not in found.text
    assert "seriesd-sent-" not in found.text
    assert ids(book) == NAMES


def test_nothing_sent_is_said(reyes: TestClient) -> None:
    found = send(reyes, reyes.get(PAGE).text, {})
    assert found.status_code == 400
    assert "nothing was sent: choose a file, or paste a journal" in found.text


@pytest.mark.parametrize("given", [{"kept-name": "x.csv", "kept": "%%%"}, {"text": "x", "format": "exe"}])
def test_a_form_that_no_page_made_is_refused_in_words(reyes: TestClient, given: dict[str, str]) -> None:
    found = send(reyes, reyes.get(PAGE).text, given)
    assert found.status_code in (400, 422)
    assert "choose" in found.text


def test_a_line_that_a_rule_refuses_is_named(reyes: TestClient, book: Path) -> None:
    found = sent(reyes, "week.csv", RIGHT.replace("6000", "999999999"))
    assert found.status_code == 422
    assert "more than the" in found.text
    with face.open_ledger(book) as ledger:
        assert ledger.recordings().of == 1


def test_a_file_and_a_pasted_journal_are_not_read_one_for_the_other(reyes: TestClient, book: Path) -> None:
    pasted = {"text": lines(WEEK[1] | {"id": "pasted-1", "shares": 7000}), "format": "jsonl", "reason": "of March <b>"}
    for to in (None, "/book/Acme/propose"):
        both = sent(reyes, "week.csv", RIGHT, fields=pasted, to=to)
        assert both.status_code == 422
        assert "Both week.csv and a pasted journal were sent" in both.text
    form = form_in(both.text)
    assert {name: form.one(name) for name in pasted} == pasted
    assert "week.csv is here" in both.text
    again = send(reyes, both.text, {})
    assert (again.status_code, ids(book)) == (422, NAMES)
    checked = sent(reyes, "week.csv", RIGHT, fields=pasted, to="/book/Acme/check")
    assert (checked.status_code, "Would record" in checked.text) == (200, False)  # beside the form it is taken in
    assert "Both week.csv and a pasted journal were sent" in checked.text
    assert send(reyes, both.text, {"left-out": form.boxes["left-out"]}).status_code == 303
    assert ids(book) == [*NAMES, "pasted-1"]
    assert sent(reyes, "week.csv", RIGHT, fields={"text": "  "}).status_code == 303
    assert ids(book) == [*NAMES, "pasted-1", "week-1", "week-2"]


def test_several_files_are_not_read_one_for_the_others(reyes: TestClient, book: Path) -> None:
    files = [("file", ("week.csv", RIGHT.encode())), ("file", ("next.csv", RIGHT.encode()))]
    found = send(reyes, reyes.get(PAGE).text, {}, files=files)
    assert found.status_code == 422
    assert "2 files were sent, week.csv and next.csv" in found.text
    assert ids(book) == NAMES


def test_what_was_pasted_stays_to_be_mended(reyes: TestClient, book: Path) -> None:
    text = "\n" + lines(WEEK[0] | {"shares": "5x"})
    wrong = send(reyes, reyes.get(PAGE).text, {"text": text, "format": "jsonl"})
    assert wrong.status_code == 422
    assert (form_in(wrong.text).one("text"), form_in(wrong.text).one("format")) == (text, "jsonl")
    assert send(reyes, wrong.text, {"text": lines(WEEK[0])}).status_code == 303
    assert ids(book) == [*NAMES, "week-1"]


def test_an_empty_file_is_said_to_be_empty(reyes: TestClient, book: Path) -> None:
    found = sent(reyes, "week.yaml", b"")
    assert found.status_code == 422
    assert "week.yaml is empty" in found.text
    assert "there are no entries in it" in found.text
    assert "too large" not in found.text
    assert ids(book) == NAMES


def test_what_the_command_notes_of_a_sheet_stands_beside_the_form(reyes: TestClient, book: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(RIGHT.replace("Fund", "BUYERS").replace(",15", ",1.500"))))
    sheet.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    sheet.save(stream)
    with face.open_ledger(book) as ledger:
        ledger.record([WEEK[0] | {"id": "before", "holder": "Buyers", "effective": "2006-03-09"}])
    found = sent(reyes, "week.xlsx", stream.getvalue(), to="/book/Acme/check")
    assert "week.xlsx: row 3 is hidden in the sheet and is read like the others" in found.text
    assert "holder &#39;BUYERS&#39; is read as Buyers" in found.text
    thousands = "week.xlsx: row 2, consideration.cash: 1.500 could be 1,500; it is read as 1.5"
    assert thousands in found.text.partition("Seldom meant")[2].partition("</fieldset>")[0]
    assert send(reyes, found.text, {}).status_code == 422
    assert send(reyes, found.text, {"meant": form_in(found.text).boxes["meant"]}).status_code == 303
