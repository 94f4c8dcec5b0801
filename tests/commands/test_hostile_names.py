"""Names with signs that move the cursor, turn the sentence around or are not seen: written out in every answer."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from commands.journal import read_journal
from ledger.events import write_entry
from ledger.shown import visible
from tests.commands.at_a_terminal import on_a_terminal, through_a_pipe
from tests.commands.test_every_answer import ASKED, CLAIMS, DISAGREES, EXAMPLE, LATE, of_verb

SIGNS = "\x9b2J\u202e\u2066\u061c\U000e0041"
HOLDER, COMPANY, NOTE = f"Inv{SIGNS}estors", f"American {SIGNS}Group", f"as{SIGNS}\x85stated"
NAMES = {"Investors": HOLDER, "American Technologies Group, Inc.": COMPANY}
HOSTILE = set(SIGNS) - set("2J") | {"\x85"}
ANSWERS = [name for name in ASKED if of_verb(name) not in ("demo", "help", "describe", "clauses", "black-scholes")]
FILED = ["holders", "statement", "notice", "history", "explain-holder", "documents"]


def hostile(value: Any) -> Any:
    """An entry in which those names are hostile ones, and each note too."""
    if isinstance(value, dict):
        return {key: NOTE if key == "note" else hostile(one) for key, one in value.items()}
    return NAMES.get(value, value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    entries = [hostile(write_entry(line.entry)) for line in read_journal(str(EXAMPLE))]
    (folder / "journal.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in entries), encoding="utf-8")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (folder / "late.yaml").write_text(LATE, encoding="utf-8")
    (folder / "minutes.txt").write_text("Resolved.", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("SERIESD_KEYS", "keys")
        for words in (
            ["record", "journal.jsonl"],
            ["record", "late.yaml", "--propose", "--as", "Reyes"],
            ["record", "late.yaml", "--propose", "--as", "Reyes"],
            ["backup", "demo.db"],
            ["key", "new", "office"],
            ["key", "new", "bank"],
            ["prove", "sale-2", "-o", "proof.json"],
            ["seal", "--key", "office", "-o", "seal.json"],
            ["scenario", "save", "none", "--without", "laurus-warrants", "--note", NOTE],
            ["scenario", "save", "later", "--change", "sale-2", "effective=2005-11-03"],
        ):
            done = through_a_pipe(*words)
            assert done.code == 0, done.err
            assert not HOSTILE & set(done.out + done.err)
    return folder


@pytest.fixture
def folder(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERIESD_KEYS", "keys")
    return tmp_path


def words_of(name: str) -> list[str]:
    return [NAMES.get(word, word) for word in ASKED[name]]


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_shows_a_sign_that_nobody_sees(name: str, folder: Path) -> None:
    code, own = int(name in DISAGREES), of_verb(name) in ("record", "check")
    for form in ("text", "markdown", "html", "json"):
        words = ["--json"] if own and form == "json" else [] if own else ["--format", form]
        (folder / "restored.db").unlink(missing_ok=True)  # what is restored anew at each asking
        done = through_a_pipe(*words_of(name), *words)
        assert done.code == code, done.err
        assert not HOSTILE & set(done.out + done.err), (form, sorted(HOSTILE & set(done.out + done.err)))
    (folder / "restored.db").unlink(missing_ok=True)
    assert not HOSTILE & set(on_a_terminal(*words_of(name), columns=80).plain)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words", [("prove", "sale-2"), ("seal", "--key", "office"), ("countersign", "seal.json", "--key", "bank")]
)
def test_no_proof_shows_one(words: tuple[str, ...]) -> None:
    done = through_a_pipe(*words)
    assert (done.code, HOSTILE & set(done.out + done.err)) == (0, set())


@pytest.mark.parametrize("name", FILED)
def test_no_paper_shows_one(name: str, folder: Path) -> None:
    for file in ("answer.pdf", "answer.docx"):
        assert through_a_pipe(*words_of(name), "-o", file).code == 0
    assert not HOSTILE & set("".join(page.extract_text() for page in PdfReader(folder / "answer.pdf").pages))
    with ZipFile(folder / "answer.docx") as packed:
        assert not HOSTILE & set(packed.read("word/document.xml").decode())


@pytest.mark.usefixtures("folder")
def test_a_name_that_is_shown_can_be_told_from_every_other() -> None:
    assert visible(HOLDER) in through_a_pipe("holders", "--on", "2006-01-06").out
    assert visible(HOLDER) == r"Inv\u009b2J\u202e\u2066\u061c\U000e0041estors"


def test_json_and_a_journal_keep_the_very_name(folder: Path) -> None:
    found = json.loads(through_a_pipe("holders", "--on", "2006-01-06", "--json").out)
    assert HOLDER in json.dumps(found, ensure_ascii=False)
    assert through_a_pipe("export", "-o", "out.jsonl").code == 0
    before, again = ({one.entry.id: one.entry for one in read_journal(file)} for file in ("journal.jsonl", "out.jsonl"))
    assert again == before
    assert not HOSTILE & set((folder / "out.jsonl").read_text(encoding="utf-8"))


def test_a_table_in_a_file_keeps_the_very_name_and_a_workbook_shows_it(folder: Path) -> None:
    assert through_a_pipe("export", "--tables", "entries", "-o", "entries.csv").code == 0
    assert HOLDER in (folder / "entries.csv").read_text(encoding="utf-8")
    assert through_a_pipe("export", "-o", "book.xlsx").code == 0
    with ZipFile(BytesIO((folder / "book.xlsx").read_bytes())) as packed:
        said = "".join(packed.read(one).decode() for one in packed.namelist() if one.endswith(".xml"))
    assert visible(HOLDER) in said
    assert not HOSTILE & set(said)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ["price", "--company", HOLDER],
        ["explain", HOLDER],
        ["statement", f"{HOLDER}x"],
        ["record", f"{HOLDER}.yaml"],
        ["price", HOLDER],
        ["price", "-o", f"{HOLDER}/x.html"],
        [f"{HOLDER}"],
        ["help", HOLDER],
        ["price", "--ledger", f"{HOLDER}.db"],
        ["scenario", "show", HOLDER],
        ["void", HOLDER, "--reason", HOLDER],
        ["correct", "sale-2", f"holder={HOLDER}", "--reason", HOLDER, "--dry-run"],
        ["attach", "sale-2", HOLDER],
        ["record", "late.yaml", "--column", f"{HOLDER}=x"],
    ],
    ids=lambda words: visible(" ".join(words)),
)
def test_no_refusal_says_one(words: list[str]) -> None:
    for more in ([], ["--json"]):
        done = through_a_pipe(*words, *more)
        assert not HOSTILE & set(done.out + done.err)
    assert not HOSTILE & set(on_a_terminal(*words, columns=80).plain)
