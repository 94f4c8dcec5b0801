"""Files that are larger than they seem, and workbooks that are not what they say: made by hand, part by part."""

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

GIBIBYTE = 1024**3
_MAIN = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(*of: tuple[str, str, str]) -> str:
    each = (f'<Relationship Id="{name}" Type="{_KINDS}/{kind}" Target="{part}"/>' for name, kind, part in of)
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(each)
        + "</Relationships>"
    )


def text(at: str, said: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>'


def number(at: str, value: str, of: str = "") -> str:
    """A cell with a number, or with what it says that it holds."""
    return f'<c r="{at}"{of}><v>{value}</v></c>'


HEADER = f'<row r="1">{text("A1", "date")}{text("B1", "price")}</row>'


def claim(row: int, price: str, day: str = "2006-03-01") -> str:
    """A row of claims."""
    return f'<row r="{row}">{text(f"A{row}", day)}{number(f"B{row}", price)}</row>'


def book(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    parts: Mapping[str, str] | None = None,
    sheets: Sequence[tuple[str, str]] = (("S", "sheet1"),),
) -> bytes:
    """A workbook of a sheet with these rows, and of others that are named with their parts."""
    made = io.BytesIO()
    given = {
        "_rels/.rels": _relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {_MAIN}><sheets>"
        + "".join(f'<sheet name="{name}" r:id="{relation}"/>' for name, relation in sheets)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            ("sheet1", "worksheet", "worksheets/sheet1.xml"), ("shared", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
    } | (parts or {})
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in given.items():
            packed.writestr(name, content.format(main=_MAIN) if name.endswith("Strings.xml") else content)
    return made.getvalue()


def bounded(*words: str, folder: Path, most: int = 2 * GIBIBYTE) -> subprocess.CompletedProcess[str]:
    """The command, with no more memory than so many bytes, and no more than a generous minute or two of the clock."""
    script = "import sys; from commands.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )  # fmt: skip
