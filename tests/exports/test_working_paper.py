"""The working paper of an audit, opened again: the PDF with pypdf, the workbook with openpyxl."""

import json
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests.commands.test_what_if import OPTION, SALE, START, record
from tests.docs.command import seriesd

from .books import HOSTILE

CLAIMS = """\
date,price,common_per_share,source
2006-01-02,0.0033,3367,10-K p. 3
2006-02-10,0.0033,,=cmd()
2006-02-10,0.00320,3472,
2006-04-01,0.0040,,
"""
CONVERTED = [
    {"type": "series_d_converted", "id": name, "effective": day, "holder": "Fund", "shares": 100, **more}
    for name, day, more in (
        ("first", "2006-03-01", {"common_shares": 347_000}), ("second", "2006-03-02", {}),
    )
]  # fmt: skip
NOTICE = {"type": "notice_sent", "id": "told", "effective": "2006-02-01", "kind": "adjustment", "holder": "Fund",
          "about": "sale", "price": "0.0031"}  # fmt: skip
REVIEW = ["reviewer: decision", "initials", "reviewer: note"]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    record(folder, [*START, SALE, *CONVERTED, NOTICE])
    (folder / "claims.csv").write_text(CLAIMS, "utf-8")
    for name in ("paper.pdf", "paper.xlsx"):
        done = seriesd("audit", "claims.csv", "-o", name, folder=folder)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
    return folder


def pages_of(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def head_of(folder: Path) -> str:
    return str(json.loads(seriesd("verify", "--json", folder=folder).stdout)["head"])


def test_its_first_page_says_what_it_is_of_and_by_which_criteria(audited: Path) -> None:
    first, *rest = pages_of(audited / "paper.pdf")
    for said in (
        "Working paper: claimed Conversion Prices", "Company Example Inc.", "4 in claims.csv, dated from 2006-01-02 to 2006-04-01",
        "As known 20", head_of(audited), "Wrong 2", "As stated 1", "Exact 1", "Criteria", "As stated means that",
        "a simple measure, and no market value", "stated 1 0 1 0", "assumed 1 1 0 0", "1 of 1 prices in notices disagree.",
        "Prepared by, date", "Reviewed by, date",
    ):  # fmt: skip
        assert said in first, said
    # 10,521 shares too few for each of two conversions, at .0032
    assert "2 21,042 67.33… 0 0" in first
    assert all(head_of(audited) in page for page in rest)


def test_it_tells_the_wrong_claims_first_and_leaves_room_for_the_reviewer(audited: Path) -> None:
    paper = " ".join(pages_of(audited / "paper.pdf")[1:])
    places = [paper.index(heading) for heading in ("Wrong: 2 of 4", "As stated: 1 of 4", "Exact: 1 of 4",
              "Deliveries that an entry states", "Deliveries that nobody stated", "Prices that notices stated")]  # fmt: skip
    assert places == sorted(places)
    wrong = paper[places[0] : places[1]]
    for said in (
        "0.0033 for 2006-02-10 (row 3, =cmd())", "Computed 0.0032 (exactly 2/625)",
        "It is the price before step 1 and does not follow sale (4E), which governs from 2006-02-02.",
        "As well: it agrees if sale of 2006-02-01 is left out.",
        "To the 2 conversions from 2006-02-10 until 2006-04-01 it gives 21,042 shares of Common too few, 67.33… at the record's price.",
        "first 2006-03-01 100 347,221 336,700 -10,521 -33.67…", "☐ agreed ☐ follow up ☐ not applicable initials", "Note",
    ):  # fmt: skip
        assert said in wrong, said
    assert wrong.count("☐ agreed") == 2
    assert "first 2006-03-01 Fund 100 347,221 347,000 -221" in paper[places[3] : places[4]]
    assert "second 2006-03-02 Fund 100 347,221 347,221 0" in paper[places[4] : places[5]]
    assert "4 2006-02-10 0.00320 0.0032 exactly" in paper


def test_no_page_tears_the_box_of_the_reviewer_from_its_claim(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE])
    claims = [f"2006-02-{day:02},0.00{day}0,34{day}.50" for day in range(10, 20)]
    (tmp_path / "claims.csv").write_text("\n".join(["date,price,common_per_share", *claims]), "utf-8")
    assert seriesd("audit", "claims.csv", "-o", "paper.pdf", folder=tmp_path).returncode == 1
    pages = pages_of(tmp_path / "paper.pdf")
    assert len(pages) > 4
    assert sum(page.count("☐ agreed") for page in pages) == 10
    assert [page.count(" (row ") for page in pages] == [page.count("☐ agreed") for page in pages]
    # each is shown as it is written
    assert all(f"Claimed 0.00{day}0 " in " ".join(pages) for day in range(10, 20))
    assert "Common per share, claimed 3410.50" in " ".join(pages).replace("3,410.50", "3410.50")


def test_a_spreadsheet_program_shows_each_number_and_heading(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed here")
    record(tmp_path, [*START, SALE])
    (tmp_path / "claims.csv").write_text("date,price,common_per_share\n2006-02-10,0.0033,3875.9651234567\n", "utf-8")
    assert seriesd("audit", "claims.csv", "-o", "paper.xlsx", folder=tmp_path).returncode == 1
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", "made", "paper.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    first, second, *_ = pages_of(tmp_path / "made" / "paper.pdf")
    assert "Reviewed by, date" in first
    assert "###" not in second
    assert "3,875.9651234567" in second
    for said in ("conversions touched", "shares, all Series D of the day", "claimed less computed"):
        assert said in second


def sheets(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "paper.xlsx")


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_workbook_has_a_sheet_for_each_question(audited: Path) -> None:
    book = sheets(audited)
    assert book.sheetnames == [
        "Summary",
        "Claims",
        "Conversions touched",
        "Stated deliveries",
        "Assumed deliveries",
        "Notices",
    ]
    said = [str(cell) for row in book["Summary"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"Example Inc.", head_of(audited), "Wrong", "Criteria", "Prepared by, date"} <= {*said}
    assert any(text.startswith("As stated means that") for text in said)


def test_each_claim_is_a_row_the_wrong_ones_first(audited: Path) -> None:
    rows = rows_of(sheets(audited)["Claims"])
    assert [(row["row"], row["of what"], row["finding"]) for row in rows] == [
        (3, "price", "wrong"), (5, "price", "wrong"), (4, "price", "exact"), (4, "Common per share", "as stated"),
        (2, "price", "exact"), (2, "Common per share", "exact"),
    ]  # fmt: skip
    first, second, exact, common, *_ = rows
    assert (first["date"].date(), first["source"]) == (date(2006, 2, 10), "=cmd()")
    assert (first["claimed (as written)"], first["computed (exact)"], first["computed"]) == (
        "0.0033",
        "2/625",
        "=2/625",
    )
    assert (first["conversions touched"], first["shares, these conversions"]) == (2, -21_042)
    assert first["in money"] == f"={Fraction('-67.3344')}"
    assert first["how it is stated, or what explains it"].startswith(
        "it is the price before step 1 and does not follow sale"
    )
    assert second["claimed (as written)"] == "0.0040"
    assert (exact["claimed (as written)"], common["how it is stated, or what explains it"]) == (
        "0.00320",
        "rounded to 0 decimal places",
    )


@pytest.mark.parametrize(
    "name", ["Claims", "Conversions touched", "Stated deliveries", "Assumed deliveries", "Notices"]
)
def test_a_sheet_is_set_up_to_be_filtered_reviewed_and_printed(name: str, audited: Path) -> None:
    sheet = sheets(audited)[name]
    heads = [cell.value for cell in sheet[1]]
    last = sheet.cell(sheet.max_row, len(heads)).coordinate
    assert heads[-3:] == REVIEW
    assert sheet.freeze_panes[1:] == "2"
    assert sheet.auto_filter.ref == f"A1:{last}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        None,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    column = sheet.cell(1, len(heads) - 2).column_letter
    assert sheet.print_area == f"'{name}'!$A$1:${sheet.cell(1, len(heads)).column_letter}${sheet.max_row}"
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == (
        f"{column}2:{column}{sheet.max_row}" if sheet.max_row > 2 else f"{column}2",
        '"agreed,follow up,not applicable"',
    )
    assert head_of(audited) in sheet.oddFooter.left.text


def test_deliveries_and_notices_say_who_says_so(audited: Path) -> None:
    book = sheets(audited)
    (stated,), (assumed,), (notice,) = (
        rows_of(book[name]) for name in ("Stated deliveries", "Assumed deliveries", "Notices")
    )
    assert (stated["conversion"], stated["delivered less due"], stated["who says how many"]) == (
        "first",
        -221,
        "its entry states it",
    )
    assert (assumed["conversion"], assumed["who says how many"]) == ("second", "nobody; the ledger assumes it")
    assert (notice["stated (exact)"], notice["computed (exact)"]) == ("31/10000", "2/625")


def test_nothing_that_anybody_is_called_becomes_a_formula(tmp_path: Path) -> None:
    start = [entry | ({"company": "A & B &D"} if "company" in entry else {}) for entry in START]
    hostile = [
        {"type": "series_d_issued", "id": f"d{number}", "effective": "2005-09-07", "holder": name, "shares": 100}
        for number, name in enumerate(HOSTILE)
    ]
    converted = [
        {"type": "series_d_converted", "id": f"={number}", "effective": "2006-03-01", "holder": name, "shares": 100}
        for number, name in enumerate(HOSTILE)
    ]
    record(tmp_path, [*start, *hostile, OPTION, *converted])
    (tmp_path / "claims.csv").write_text("date,price\n2006-02-10,0.0033\n", "utf-8")
    seriesd("audit", "claims.csv", "-o", "paper.xlsx", folder=tmp_path)
    sheet = sheets(tmp_path)["Conversions touched"]
    assert [row["holder"] for row in rows_of(sheet)] == HOSTILE
    assert all(cell.data_type == "s" for column in "BD" for cell in sheet[column])
    assert sheet.oddHeader.left.text == "A && B &&D"


def test_the_suffix_or_the_format_says_that_it_is_a_workbook(audited: Path) -> None:
    named = seriesd("audit", "claims.csv", "-o", "paper", "--format", "xlsx", folder=audited)
    assert named.returncode == 1
    assert openpyxl.load_workbook(audited / "paper.xlsx").sheetnames
    assert (audited / "paper").read_bytes()[:2] == b"PK"
    unknown = seriesd("audit", "claims.csv", "-o", "paper.odt", folder=audited)
    assert unknown.returncode == 2
    assert "no answer is written as .odt; known are .txt, .md, .html, .pdf, .docx, .json, .xlsx" in unknown.stderr
    other = seriesd("price", "-o", "price.xlsx", folder=audited)
    assert (other.returncode, "no answer is written as .xlsx" in other.stderr) == (2, True)


def test_a_paper_of_the_record_alone(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, *CONVERTED[1:]])
    for name in ("paper.pdf", "paper.xlsx"):
        assert seriesd("audit", "-o", name, folder=tmp_path).returncode == 0
    assert "none; the record alone" in pages_of(tmp_path / "paper.pdf")[0]
    assert sheets(tmp_path).sheetnames == ["Summary", "Assumed deliveries"]
