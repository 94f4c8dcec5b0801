"""Nothing is read short: a file is read to its end, or refused with the limit that it passes, whatever it unpacks to."""

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.journal import UnreadableError, read_text
from commands.ocf import read_package
from commands.reading import limits, lines, sources
from commands.reading.claims import read_claims
from commands.reading.workbook import corner
from ledger.events import fields
from ledger.numbers import exact
from tests.commands.hostile import HEADER, book, bounded, claim, number, text
from tests.docs.pages import ROOT

TWO = HEADER + claim(2, "0.0033")


def refusal(folder: Path, data: bytes, name: str = "c.xlsx") -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_claims(str(folder / name))
    return str(caught.value).removeprefix(f"{folder}/")


# -- all rows are read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ['<dimension ref="A1:B2"/>', '<dimension ref="A1"/>', ""])
def test_rows_outside_of_the_declared_size_are_read(before: str, tmp_path: Path) -> None:
    rows = TWO + claim(40, "0.5").replace("<row", '<row hidden="1" spans="1:1"')
    (tmp_path / "c.xlsx").write_bytes(book(rows, before=before))
    assert [(one.row, str(one.price)) for one in read_claims(str(tmp_path / "c.xlsx"))] == [
        (2, "33/10000"),
        (40, "1/2"),
    ]


CELLS = {
    "a text within a number": (claim(2, "12<x/>34"), "an element stands within a text"),
    "two values": (claim(2, "1</v><v>2"), "a cell is out of its place"),
    "a cell outside of a row": (f'<row r="2">{text("A2", "2006-03-01")}</row>{number("B2", "1")}', "out of its place"),
    "a row within a row": (f'<row r="2">{claim(3, "1")}</row>', "row 3 stands after row 2"),
    "a text that is said to be a number": (
        claim(2, "1").replace(number("B2", "1"), '<c r="B2"><is><t>1</t></is></c>'),
        "holds a text, and says that it holds something else",
    ),
    "a shared text that is not there": (
        claim(2, "1").replace(number("B2", "1"), number("B2", "7", ' t="s"')),
        "refers to the text '7', and the workbook has 0",
    ),
    "a format that is not there": (
        claim(2, "1").replace(number("B2", "1"), number("B2", "1", ' s="9"')),
        "the workbook has no such format",
    ),
    "neither true nor false": (
        claim(2, "1").replace(number("B2", "1"), number("B2", "maybe", ' t="b"')),
        "'maybe' is neither true nor false",
    ),
    "beyond any exponent": (claim(2, "1e999999999"), "'1e999999999' is not a number"),
    "below any exponent": (claim(2, "1e-999999999"), "'1e-999999999' is not a number"),
    "five million digits": (claim(2, "9" * 5_000_000), "is not a number"),
    "cells beyond the header": (
        claim(2, "1").replace("</row>", number("D2", "5") + "</row>"),
        "a column without a name",
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_whole_or_refused(name: str, tmp_path: Path) -> None:
    rows, said = CELLS[name]
    assert said in refusal(tmp_path, book(HEADER + rows))


def test_a_sheet_that_is_lost_or_is_another_is_refused(tmp_path: Path) -> None:
    assert "the sheet 'T' has no part" in refusal(tmp_path, book(TWO, sheets=(("S", "sheet1"), ("T", "gone"))))
    twice = (("S", "sheet1"), ("T", "sheet1"))
    assert "the sheet 'T' has the part of another" in refusal(tmp_path, book(TWO, sheets=twice))


def test_text_that_is_packed_is_no_text(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"\x1f\x8b\x08", "c.csv") == "c.csv: packed with gzip; unpack it first"
    assert "a workbook or another zip file" in refusal(tmp_path, book(TWO), "c.csv")


# -- bounded ----------------------------------------------------------------------------------------------------------


def _many(folder: Path, begins: bytes, piece: bytes, count: int, name: str) -> str:
    with (folder / name).open("wb") as made:
        made.write(begins)
        for _ in range(count // 100_000):
            made.write(piece * 100_000)
    return name


TEXTS = {
    "blank.csv": (b"", b"\n", 5_000_000, "has more than 1,048,576 rows"),
    "rows.csv": (b"type,effective\n", b"x,\n", 1_200_000, "has more than"),
    "wide.csv": (b"type,effective", b",a", 1_000_000, "the row is longer than 1 MiB"),
    "quoted.csv": (b"type,effective\n", b'"\n",', 400_000, "the row is longer than 1 MiB"),
    "cell.csv": (b'type,effective\n"', b"a\n", 200_000, "field larger than field limit (131072)"),
    "blank.jsonl": (b"", b"\n", 1_200_000, "has more than 1,048,576 lines"),
    "bad.jsonl": (b"", b"{}\n", 100_000, "more than 2,000 of its entries cannot be read"),
    "values.json": (b'[{"a":[', b"[],", 3_100_000, "has more than 3,000,000 values"),
    "values.yaml": (b"- {a: [", b"b,", 3_100_000, "has more than 3,000,000 values"),
    "deep.yaml": (b"", b"[", 100_000, "exceeded maximum nesting depth"),
    "digits.json": (b'[{"type":"opening_balance","effective":"2005-09-06","common":', b"9", 5_000_000, "not valid JSON"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_journal_beyond_a_limit_is_refused_with_it(name: str, tmp_path: Path) -> None:
    begins, piece, count, said = TEXTS[name]
    done = bounded("check", _many(tmp_path, begins, piece, count, name), folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr[-2000:]
    assert said in done.stderr


@pytest.mark.parametrize(
    "words", [("check", "/dev/zero", "--format", "jsonl"), ("check", "/dev/zero", "--format", "ocf")]
)
def test_a_device_without_end_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    done = bounded(*words, folder=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "seriesd: /dev/zero: larger than 256 MiB; record it in several files\n",
    )


def _merged() -> tuple[str, str]:
    """800 cells, each merged with the 4,000 below it: 3,200,000 values."""
    named = [corner(2, at) for at in range(800)]
    rows = "".join(number(at, "1") for at in named)
    below = "".join(f'<row r="{at}">{number(f"A{at}", "1")}</row>' for at in range(3, 4_003))
    ranges = "".join(f'<mergeCell ref="{at}:{at[:-1]}4002"/>' for at in named)
    return f'<row r="2">{rows}</row>{below}', f"<mergeCells>{ranges}</mergeCells>"


BOOKS = {
    "a tag without end": (f'<row r="2" x="{"a" * 3_000_000}"/>', "", "a tag is longer than 1 MiB"),
    "a hundred times its size": (" " * 20_000_000, "", "unpacks to more than 100 times its size"),
    "merged cells that share": (*_merged(), "has more than 3,000,000 cells, with those that are merged"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_small_workbook_costs_little(name: str, tmp_path: Path) -> None:
    rows, after, said = BOOKS[name]
    assert said in refusal(tmp_path, book(HEADER + rows, after=after))


def _package(folder: Path, items: str, **more: str) -> str:
    manifest = {"file_type": "OCF_MANIFEST_FILE", "issuer": {}, "transactions_files": [{"filepath": "T.json"}]}
    with zipfile.ZipFile(folder / "p.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Manifest.ocf.json", json.dumps(manifest))
        packed.writestr("T.json", f'{{"file_type":"OCF_TRANSACTIONS_FILE","items":{items}}}')
        for name, content in more.items():
            packed.writestr(f"{name}.json", content)
    return str(folder / "p.zip")


PACKAGES = {
    "empty lists": ("[" + "[]," * 3_100_000 + "[]]", "has more than 3,000,000 values"),
    "deep": ("[" * 900 + "]" * 900, "nested more than 20 deep"),
    "a name twice": ('[],"items":[{}]', "'items' is given twice"),
    "a long number": ('[{"id":' + "9" * 5000 + "}]", "there is no preferred stock class"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_beyond_measure_is_refused(name: str, tmp_path: Path) -> None:
    items, said = PACKAGES[name]
    path = _package(tmp_path, items)
    done = bounded("check", path, "--format", "ocf", folder=tmp_path, most=1024**3)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr[-2000:]
    assert said in done.stderr


def test_a_package_with_a_link_out_of_it_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (tmp_path / "outside.json").write_text("{}")
    (folder / "Manifest.ocf.json").symlink_to(tmp_path / "outside.json")
    with pytest.raises(UnreadableError, match="is a link that leads out of the package"):
        read_package(str(folder))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_not_chosen_from(tmp_path: Path) -> None:
    path = _package(tmp_path, "[]", T="{}")
    with pytest.raises(UnreadableError, match=r"the part 'T.json' stands twice"):
        read_package(path)


@pytest.mark.parametrize("spelling", ["yaml", "json", "jsonl", "csv"])
@settings(max_examples=60, deadline=None)
@given(
    number=st.sampled_from(
        ["1e999999999", "9" * 20_000, "1e-999999999", "nan", "inf", "-1e100", "1/0", "0x10", "1e5000"]
    )
)
def test_a_number_of_any_size_is_a_sentence(spelling: str, number: str) -> None:
    given_as = {
        "yaml": f"- {{type: common_issued, effective: 2006-03-01, holder: a, shares: {number}}}",
        "json": f'[{{"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": "{number}"}}]',
        "jsonl": f'{{"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": "{number}"}}',
        "csv": f"type,effective,holder,shares\ncommon_issued,2006-03-01,a,{number}",
    }
    with pytest.raises(UnreadableError) as caught:
        read_text(given_as[spelling], spelling, "j")
    assert len(str(caught.value)) < 500


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_workbook_changed_anywhere_is_read_or_refused(data: st.DataObject, tmp_path: Path) -> None:
    rows = TWO + claim(3, "0.5")
    pieces = ["<v>", "</v>", "</c>", "<row>", 'r="A9"', "1e9999", "<c>", "</row>", ' t="s"', "&#0;", "<!--", "-1", "  "]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(rows)))
        rows = rows[:at] + data.draw(st.sampled_from(pieces)) + rows[at + data.draw(st.sampled_from([0, 0, 1, 5])) :]
    (tmp_path / "c.xlsx").write_bytes(book(rows))
    try:
        assert read_claims(str(tmp_path / "c.xlsx"))
    except UnreadableError as error:
        assert "\n" not in str(error)  # noqa: PT017  both are right


# -- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_has_every_limit_as_it_is() -> None:
    page = (ROOT / "docs" / "limits.md").read_text("utf-8")
    rows = {name: said for said, name in re.findall(r"\| ([^|]+) \| `([\w.]+)` \|", page)}
    known = {name: getattr(limits, name) for name in vars(limits) if name.startswith("MOST_")}
    known |= {name: getattr(lines, name) for name in ("MOST_UNREAD", "MOST_NESTED")}
    known |= {"MOST_CHARACTERS": exact.MOST_CHARACTERS, "fields.MOST_BYTES": fields.MOST_BYTES}
    known["csv.field_size_limit"] = csv.field_size_limit()
    assert rows.pop("MOST_BYTES") == f"{known.pop('MOST_BYTES') // 2**20} MiB" == f"{known.pop('MOST_MIB')} MiB"
    assert f"past {known.pop('MOST_PACKED') // 2**20} MiB" in page
    assert rows == {name: f"{number:,}" for name, number in known.items()}
    assert sources.MOST_BYTES == limits.MOST_BYTES
