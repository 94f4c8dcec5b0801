"""Every verb in every form, on standard output and in a file by its suffix, and at any width."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph as Line
from pypdf import PdfReader

from commands.cli import VERBS, main
from commands.terminal.forms import FORMS
from tests.docs.examples import FOLDER

EXAMPLE = FOLDER / "american-technologies-group.yaml"
CLAIMS = "date,price\n2006-02-15,0.0019670957\n2006-03-02,24.02\n2006-03-02,24.03\n"
LATE = """\
- {type: common_issued, id: late, effective: 2005-10-05, holder: An investor who was forgotten, shares: 1000,
   consideration: {cash: 1}}
"""

ASKED = {
    "price": ["price", "--on", "2006-02-15"],
    "price-all": ["price", "--on", "2006-02-15", "--all-companies"],
    "history": ["history", "--chart"],
    "history-diff": ["history", "--diff", "2006-01-01", "2100-01-01"],
    "holders": ["holders", "--on", "2006-01-06"],
    "entries": ["entries"],
    "attach": ["attach", "sale-2", "minutes.txt"],
    "documents": ["documents"],
    "entries-recorded": ["entries", "--order", "recorded", "--edited"],
    "explain": ["explain", "--on", "2006-02-16"],
    "explain-step": ["explain", "--step", "3", "--depth", "2"],
    "explain-edit": ["explain", "correction-1"],
    "explain-holder": ["explain", "--holder", "Investors", "--on", "2006-02-15"],
    "explain-refusal": ["explain", "--refusal", "no_room"],
    "explain-refused": ["explain", "--refused", "late.yaml"],
    "what-if": ["what-if", "--without", "laurus-warrants", "--on", "2006-02-28"],
    "readings": ["readings", "--on", "2006-02-28"],
    "sweep": ["sweep", "--issue", "shares=1000000,2000000", "price=0.001,0.002", "--on", "2006-02-16"],
    "sweep-table": ["sweep", "--each-lapses", "--on", "2006-02-14"],
    "scenario": ["scenario", "list"],
    "scenario-show": ["scenario", "show", "none", "--on", "2006-02-28"],
    "scenario-compare": ["scenario", "compare", "none", "later", "--on", "2006-02-28"],
    "audit": ["audit", "claims.csv"],
    "dividends": ["dividends"],
    "waterfall": ["waterfall", "--assets", "5000000", "--on", "2006-02-15", "--chart", "--parity", "Series E:25000:100"],
    "notice": ["notice", "adjustment", "--step", "2"],
    "notice-conversion": ["notice", "conversion", "--entry", "conversion-1"],
    "statement": ["statement", "Laurus Master Fund", "--on", "2006-06-12"],
    "statement-all": ["statement", "--all", "--on", "2006-06-12", "--since", "2006-01-01"],
    "calendar": ["calendar", "--on", "2006-06-12"],
    "calendar-expiries": ["calendar", "--on", "2012-06-12", "--record-due"],
    "consents": ["consents", "--on", "2006-02-01"],
    "flags": ["flags"],
    "clauses": ["clauses"],
    "companies": ["companies", "--on", "2006-02-15"],
    "recordings": ["recordings"],
    "recordings-receipt": ["recordings", "1"],
    "verify": ["verify"],
    "verify-all": ["verify", "--all-companies"],
    "verify-proof": ["verify-proof", "proof.json"],
    "witness": ["witness", "demo.db"],
    "key": ["key", "list"],
    "project": ["project", "--into", "tables.db"],
    "backup": ["backup", "backup.db", "--replace"],
    "restore": ["restore", "demo.db", "--ledger", "restored.db"],
    "check": ["check", "late.yaml"],
    "record": ["record", "late.yaml"],
    "proposals": ["proposals"],
    "approve": ["approve", "1", "--as", "Chen"],
    "decline": ["decline", "2", "--reason", "mistyped"],
    "void": ["void", "laurus-warrants", "--reason", "never granted", "--dry-run"],
    "correct": ["correct", "sale-2", "effective=2005-11-03", "--reason", "misread", "--dry-run"],
    "black-scholes": [
        "black-scholes", "--stock-price", "1", "--exercise-price", "1", "--years", "1", "--volatility", "0.5",
        "--rate", "0.05", "--shares", "100",
    ],
    "demo": ["demo", "--ledger", "demo.db"],
    "help": ["help"],
    "help-verb": ["help", "sweep"],
    "help-page": ["help", "numbers"],
    "help-entry": ["help", "option_granted"],
    "help-readings": ["help", "certificate"],
    "describe": ["describe"],
    "describe-type": ["describe", "liquidated"],
}  # fmt: skip
DISAGREES = {"audit"}
MAPPED = {"sweep"}
"""Its page is a map, drawn."""
SEVERAL = {"statement-all"}
"""Several letters, each with a heading of its own."""
WIDTHS = (40, 80, 200)
_NUMBER = re.compile(r"(?<![\w.,/…-])[\d,]*\d(?:\.\d+)?(?:/\d+)?…?(?![\w.,/…-])")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (folder / "late.yaml").write_text(LATE, encoding="utf-8")
    (folder / "minutes.txt").write_text("Resolved: 25,000,000 shares at $.0012.", encoding="utf-8")
    (folder / "journal.yaml").write_bytes(EXAMPLE.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SERIESD_KEYS", "keys")
        for words in (
            ["record", "journal.yaml"],
            ["key", "new", "office"],
            ["key", "new", "bank"],
            ["prove", "sale-2", "-o", "proof.json"],
            ["seal", "--key", "office", "-o", "seal.json"],
            ["record", "late.yaml", "--propose", "--as", "Reyes"],
            ["record", "late.yaml", "--propose", "--as", "Reyes"],
            ["scenario", "save", "none", "--without", "laurus-warrants", "--note", "as counsel reads the minutes"],
            ["scenario", "save", "later", "--change", "sale-2", "effective=2005-11-03"],
            ["demo", "--ledger", "demo.db"],
        ):
            asked(*words)
    return folder


@pytest.fixture
def folder(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERIESD_KEYS", "keys")
    monkeypatch.setattr("sys.argv", ["seriesd"])
    return tmp_path


def asked(*words: str, code: int = 0) -> str:
    if words[0] == "restore":
        Path("restored.db").unlink(missing_ok=True)
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        done = main([*words])
    assert done == code, err.getvalue()
    return out.getvalue()


def of_verb(name: str) -> str:
    return ASKED[name][0]


OF_THEIR_OWN_FORM = {"export", "completion", "template", "prove", "seal", "countersign", "serve", "open"}
"""What they write is a journal, tables, a script, a proof; no answer. The workbench answers in a browser (tests/web)."""
ON_A_SERVER = {"roles"}
"""Asked in tests/ledger/test_roles.py."""


def test_every_verb_is_asked() -> None:
    assert {of_verb(name) for name in ASKED} | OF_THEIR_OWN_FORM | ON_A_SERVER == set(VERBS)


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag not in ("meta", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", ASKED)
def test_every_verb_answers_in_every_form(name: str, folder: Path) -> None:
    code = int(name in DISAGREES)
    made = {}
    for form, suffix in FORMS.items():
        if of_verb(name) in ("record", "check") and form == "json":
            continue  # there it says what is read
        file = folder / f"answer{suffix}"
        asked(*ASKED[name], "-o", file.name, code=code)
        made[form] = file.read_bytes()
        assert made[form]
        if form not in ("pdf", "docx"):
            printed = asked(*ASKED[name], "--format", form, code=code)
            assert printed.strip()
            assert "\x1b" not in printed
    title = made["markdown"].decode().partition("\n")[0].lstrip("#* ")
    assert made["text"].decode().strip()
    page = Page(made["html"].decode())
    assert page.open == []
    assert len(re.findall(r"<h1[ >]", made["html"].decode())) == 1 or name in MAPPED | SEVERAL
    assert " ".join("".join(page.words).split())
    pages = PdfReader(folder / "answer.pdf").pages
    assert "".join(one.extract_text() for one in pages).strip()
    document = Document(str(folder / "answer.docx"))
    assert (
        "".join(one.text for one in document.iter_inner_content() if isinstance(one, Line)).strip() or document.tables
    )
    if "json" in made:
        assert isinstance(json.loads(made["json"]), dict)
    if name not in MAPPED:
        assert title.replace("\\", "")[:40] in "".join(page.words)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ASKED)
def test_no_line_is_longer_than_the_screen_and_no_number_is_broken(name: str) -> None:
    code = int(name in DISAGREES)
    whole = asked(*ASKED[name], code=code)
    numbers = set(_NUMBER.findall(whole))
    for width in WIDTHS:
        text = asked(*ASKED[name], "--width", str(width), code=code)
        for line in text.splitlines():
            # in the help of a verb an option and its choices stay together, and so does what is to be typed
            typed = of_verb(name) == "demo" or name == "help-verb" or "__" in line or not line.isascii()
            assert len(line) <= width or typed or " " not in line.strip(), (width, line)
        if of_verb(name) not in ("record", "approve", "check", "demo", "waterfall", "history"):
            assert numbers <= set(_NUMBER.findall(text)), (width, numbers - set(_NUMBER.findall(text)))


def test_json_on_standard_output_leaves_no_room_for_a_file(folder: Path) -> None:
    error = StringIO()
    with redirect_stderr(error), redirect_stdout(StringIO()) as out:
        assert main(["price", "--json", "-o", "price.json"]) == 2
    assert "leave -o out" in json.loads(out.getvalue())["error"]["message"]
    assert not (folder / "price.json").exists()


def test_a_suffix_that_no_form_has_is_not_taken_for_text(folder: Path) -> None:
    with redirect_stderr(StringIO()) as said:
        assert main(["price", "-o", "price.odt"]) == 2
    assert "no answer is written as .odt; known are .txt, .md, .html, .pdf, .docx, .json" in said.getvalue()
    assert not (folder / "price.odt").exists()


def test_a_file_is_there_whole_or_not_at_all(folder: Path) -> None:
    (folder / "holders.html").write_text("before", encoding="utf-8")
    with redirect_stderr(StringIO()):
        assert main(["holders", "--on", "1990-01-01", "--as-known", "1990-01-01", "-o", "holders.html"]) == 1
        assert main(["holders", "-o", "seriesd.db"]) == 2  # a slip of the hand
    assert (folder / "holders.html").read_text(encoding="utf-8") == "before"
    assert json.loads(asked("verify", "--json"))["intact"]
    asked("holders", "-o", "holders.html")
    assert (folder / "holders.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_an_answer_off_the_tables_loads_nothing_heavy(folder: Path) -> None:
    asked("project")
    code = (
        "import sys; from commands.cli import main; main(['price']);"
        "print({'rich', 'jinja2', 'typst', 'plotext', 'pydantic', 'dataclasses'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("from the tables at position 26\nset()\n")
