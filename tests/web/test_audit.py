"""The audit page: a sheet of claims beside the record, its columns named by eye, notes, and the working paper."""

import io
import json
import re
from base64 import b64encode
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page as BrowserPage
from pypdf import PdfReader
from starlette.testclient import TestClient

from commands.web.pages.audit import page as audited
from commands.web.pages.audit.sheet import MOST_BYTES, MOST_CLAIMS
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import serving

HERE = "/book/Acme/audit"
CLAIMS = (
    "date,price,common per share,source\n2006-02-01,.0033,3367,10-K\n2006-03-05,.0033,,letter\n2006-03-05,.00260,,\n"
)
ODD = "Prices as billed\nWhen,Conv. price ($),Clerk,Clerk\n2006-02-01,.0033,Ann,Ann\n2006-03-05,.0033,Bob,Bob\n"
NAMED = {"header-row": "2", "column-0": "date", "column-1": "price", "column-2": "note", "column-3": "note"}
HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(1)>"


def sent(
    browser: TestClient, sheet: bytes | str | None, act: str = "compare", name: str = "claims.csv", **more: str
) -> Any:
    content = sheet.encode() if isinstance(sheet, str) else sheet
    files = {"sheet": (name, content)} if content is not None else {"sheet": ("", b"")}
    return browser.post(HERE, data={"act": act, **more}, files=files)


def words(page: str) -> str:
    """What a page says, without its tags and what a chart is drawn from."""
    said = re.sub(r"<script type=.application/json.>.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", said)).split())


def command(book: Path, folder: Path, sheet: str, *options: str) -> Any:
    (folder / "claims.csv").write_text(sheet)
    asked = through_a_pipe("audit", str(folder / "claims.csv"), "--ledger", str(book), *options, "--json")
    # what was sent has no folder
    return json.loads(asked.out.replace(f"{folder}/", ""))


def carried(page: str) -> dict[str, str]:
    """The fields that the form of the working paper has in it."""
    form = page[page.index('class="review"') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def test_what_is_found_is_what_the_command_finds(browser: TestClient, book: Path, tmp_path: Path) -> None:
    found = sent(browser, CLAIMS, "json")
    asked = command(book, tmp_path, CLAIMS)
    assert [one["verdict"] for one in asked["claims"]] == ["exact", "wrong", "exact"]
    assert found.json() == asked
    page = sent(browser, CLAIMS)
    assert page.status_code == 200
    said = words(page.text)
    for one in asked["claims"]:
        assert f"Reviewer's note on row {one['row']}" in said
    wrong = asked["claims"][1]
    assert wrong["reconciles"]["message"] in said
    assert f"{abs(wrong['effect']['common']):,} shares of Common too few" in said
    assert '<a href="/book/Acme/entry/sale?' in page.text
    assert "/book/Acme/why?on=2006-03-05" in page.text


def test_without_a_sheet_it_says_what_the_record_holds(browser: TestClient, book: Path) -> None:
    asked = through_a_pipe("audit", "--ledger", str(book), "--json")
    assert browser.get(f"{HERE}.json").json() == json.loads(asked.out)
    assert "What the record itself holds" in browser.get(HERE).text
    nothing = sent(browser, None)
    assert (nothing.status_code, "choose a file of claims, or paste them" in nothing.text) == (422, True)


@pytest.mark.parametrize("how", [{"places": "3"}, {"strict": "1"}, {"places": "4", "strict": "1"}])
def test_it_compares_as_strictly_as_is_asked(
    browser: TestClient, book: Path, tmp_path: Path, how: dict[str, str]
) -> None:
    options = [f"--{name}={value}" if name == "places" else f"--{name}" for name, value in how.items()]
    assert sent(browser, CLAIMS, "json", **how).json() == command(book, tmp_path, CLAIMS, *options)


def test_columns_are_named_by_eye(browser: TestClient, book: Path, tmp_path: Path) -> None:
    first = sent(browser, ODD)
    assert first.status_code == 422
    assert "Which column is which: claims.csv" in first.text
    by_eye = first.text[first.text.index('class="eye"') :]
    assert re.findall(r'value="(\w+)" selected', by_eye) == ["date", "price", "note", "note"]
    assert re.findall(r'name="header-row" value="(\d)" checked', first.text) == ["2"]
    before = {one.name for one in book.parent.iterdir()}
    found = sent(browser, ODD, "json", **NAMED)
    said = ["--header-row=2", "--column=date=When", "--column=price=Conv. price ($)", "--column=note=Clerk"]
    # what the command is told it remembers beside the ledger; who looks at a page leaves nothing there
    assert {one.name for one in book.parent.iterdir()} == before
    asked = command(book, tmp_path, ODD, *said)
    (book.parent / "book.db.columns.json").unlink()
    assert [one["row"] for one in asked["claims"]] == [3, 4]
    assert found.json() == asked


def test_a_sheet_without_names_is_read_by_its_letters(browser: TestClient) -> None:
    sheet = "2006-02-01,.0033\n2006-03-05,.0026\n"
    first = sent(browser, sheet, "map")
    assert re.findall(r'name="header-row" value="(\d)" checked', first.text) == ["0"]
    found = sent(browser, sheet, "json", **{"header-row": "0", "column-0": "date", "column-1": "price"})
    assert [(one["row"], one["verdict"]) for one in found.json()["claims"]] == [(1, "exact"), (2, "exact")]


def test_every_wrong_cell_is_named_and_no_folder_is(browser: TestClient) -> None:
    workbook = openpyxl.Workbook()
    for row in (["date", "price"], ["2006-02-30", 0.0033], ["2006-02-01", "cheap"], ["2006-02-01", 0.0033]):
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    found = sent(browser, stream.getvalue(), name="C:\\sheets\\claims.xlsx")
    assert found.status_code == 422
    said = words(found.text)
    assert "claims.xlsx:2, cell A2, field date: '2006-02-30' is not a date" in said
    assert "claims.xlsx:3, cell B3, field price: 'cheap' is not a number" in said
    assert "seriesd-sent" not in found.text
    assert "seriesd-sent" not in sent(browser, f"A title\n{CLAIMS}").text


def test_notes_go_with_the_claims_into_the_working_paper(browser: TestClient) -> None:
    first = sent(browser, CLAIMS)
    fields = carried(first.text)
    note = {"note-3": "the agent was asked\n=1+1", "note-2": ""}
    again = sent(browser, None, **fields, **note)
    assert "the agent was asked" in again.text
    pdf = sent(browser, None, "pdf", **carried(again.text), **note)
    assert pdf.headers["content-disposition"] == 'attachment; filename="audit-Acme-claims-2026.pdf"'.replace(
        "2026", pdf.headers["content-disposition"].rpartition("claims-")[2].removesuffix('.pdf"')
    )
    assert "the agent was asked" in " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.content)).pages)
    xlsx = sent(browser, None, "xlsx", **fields, **note)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.content))["Claims"]
    column = [one.value for one in sheet[1]].index("reviewer: note")
    notes = {row[0].value: row[column] for row in sheet.iter_rows(min_row=2)}
    assert notes[3].value == "the agent was asked\n=1+1"
    assert notes[3].data_type == "s"
    assert not notes[2].value


def test_a_note_of_no_claim_is_refused(browser: TestClient) -> None:
    found = sent(browser, CLAIMS, "pdf", **{"note-99": "of nothing"})
    assert (found.status_code, "no claim stands in row 99" in found.text) == (422, True)


def test_hostile_words_are_words(browser: TestClient) -> None:
    quoted = HOSTILE.replace('"', '""')
    sheet = f'date,price,source\n2006-03-05,.0033,"{quoted}"\n2006-03-05,.0031,=cmd()\n'
    found = sent(browser, sheet, name='<img src=x onerror="alert(1)">.csv')
    assert found.status_code == 200
    assert "<script>alert(1)" not in found.text
    assert "<img src=x" not in found.text
    assert HOSTILE in words(found.text)
    assert "49" not in re.findall(r"</script>\{\{ ?(\S+)", found.text)
    paper = sent(browser, sheet, "xlsx")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(paper.content))["Claims"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value in (HOSTILE, "=cmd()")} == {"s"}
    assert "'=cmd()" in sent(browser, sheet, "csv").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"header-row": "99999999"}, "is no row of a sheet"),
        ({"header-row": "x"}, "is no row of a sheet"),
        ({"header-row": "2", "column-0": "shares"}, "there is no field"),
        ({"header-row": "9", "column-0": "date"}, "row 9 is not among the first rows"),
        ({"header-row": "2", "column-1": "price"}, "row 2, which header_row names, has no columns"),
        ({"header-row": "0", "column-1": "price"}, "not all of 'date' and 'price' are said by their letters"),
        ({"places": "many"}, "is not a number of decimal places"),
        ({"places": "--help"}, "is not a number of decimal places"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(browser: TestClient, fields: dict[str, str], says: str) -> None:
    found = sent(browser, CLAIMS, **fields)
    assert (found.status_code, says in words(found.text)) == (422, True), words(found.text)
    assert "Which column is which" in found.text


def test_no_sheet_is_too_much_for_it(browser: TestClient) -> None:
    large = sent(browser, b"date,price\n" + b"x" * MOST_BYTES)
    assert (large.status_code, "send it in parts" in words(large.text)) == (413, True)
    many = sent(browser, "date,price\n" + "2006-02-01,.0033\n" * (MOST_CLAIMS + 1))
    assert (many.status_code, f"more than {MOST_CLAIMS:,} claims" in words(many.text)) == (422, True)
    broken = sent(browser, None, carried="no base64!", named="claims.csv")
    assert (broken.status_code, "choose it once more" in words(broken.text)) == (422, True)
    moved = sent(browser, None, carried=b64encode(CLAIMS.encode()).decode(), named="../../../etc/passwd")
    assert (moved.status_code, "seriesd audit passwd" in words(moved.text)) == (200, True)


def test_so_many_claims_have_a_field_for_a_note(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audited, "MOST_NOTED", 2)
    found = sent(browser, CLAIMS)
    assert found.text.count('<textarea name="note-') == 2
    assert "1 more claims stand in the working paper" in words(found.text)


def test_a_keyboard_alone_audits_a_sheet_and_has_its_paper(book: Path, page: BrowserPage, tmp_path: Path) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{HERE}")
        _tab_to(page, "textarea[name=pasted]")
        page.keyboard.insert_text(CLAIMS)
        _tab_to(page, 'button[value="compare"]')
        page.keyboard.press("Enter")
        page.wait_for_selector("figure[data-state=drawn]")
        assert page.locator("article.claim h3 span.wrong").inner_text() == "WRONG"
        _tab_to(page, 'textarea[name="note-3"]')
        page.keyboard.type("looked at it")
        _tab_to(page, 'button[value="pdf"]')
        with page.expect_download() as coming:
            page.keyboard.press("Enter")
        coming.value.save_as(tmp_path / "paper.pdf")
    said = " ".join(one.extract_text() for one in PdfReader(tmp_path / "paper.pdf").pages)
    assert "looked at it" in said
    assert "Working paper: claimed Conversion Prices" in said


def test_a_sheet_is_chosen_and_its_dots_lead_to_its_claims(book: Path, page: BrowserPage, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS)
    with serving(book) as served:
        page.goto(f"{served.address}{HERE}")
        page.set_input_files("#sheet", str(tmp_path / "claims.csv"))
        page.locator('button[value="compare"]').click()
        page.wait_for_selector("figure[data-state=drawn]")
        document = json.loads(page.locator("figure script").text_content() or "")
        dots = document["marks"][-1]
        assert sorted(dots["tones"]) == ["good", "good", "wrong"]
        for address in dots["href"]:
            assert page.locator(address).count() == 1


def _tab_to(page: BrowserPage, selector: str) -> None:
    """Press Tab until this has the focus; it must be reached before everything else was."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def test_a_sheet_and_pasted_claims_are_not_read_one_for_the_other(browser: TestClient) -> None:
    pasted = "date,price\n2006-02-01,.0033\n"
    both = sent(browser, CLAIMS, "json", pasted=pasted, places="4")
    assert both.status_code == 422
    assert "both claims.csv and pasted rows were sent" in both.text
    assert "claims.csv is here" in both.text
    assert f"\n{pasted}</textarea>" in both.text
    assert 'name="places" value="4"' in both.text
    kept = dict(re.findall(r'name="(named|carried)" value="([^"]*)"', both.text))
    assert sent(browser, None, "json", pasted=pasted, **kept).status_code == 422
    assert len(sent(browser, None, "json", **kept).json()["claims"]) == 3
    assert len(sent(browser, None, "json", pasted=pasted, **kept, **{"left-out": "yes"}).json()["claims"]) == 1
    files = [("sheet", (name, CLAIMS.encode())) for name in ("a.csv", "b.csv")]
    several = browser.post(HERE, data={"act": "json"}, files=files)
    assert (several.status_code, "2 sheets were sent, a.csv and b.csv" in several.text) == (422, True)


def test_a_row_that_is_hidden_is_said(browser: TestClient) -> None:
    made = openpyxl.Workbook()
    for row in (["date", "price"], ["2006-02-01", ".0033"], ["2006-03-05", ".0033"]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    made.save(stream)
    page = sent(browser, stream.getvalue(), name="claims.xlsx")
    assert "claims.xlsx: row 3 is hidden in the sheet and is read like the others" in words(page.text)
