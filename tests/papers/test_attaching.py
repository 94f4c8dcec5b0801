"""Files attached to entries: kept first, then recorded, given out again, and verified."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest

from commands.api.ledger import open_ledger
from ledger.refusals import Refusal
from ledger.store.documents import DocumentError
from tests.commands.asking_the_command import SALE, STORY, lines, recorded
from tests.docs.command import BIN, environment, seriesd
from tests.papers.company import MINUTES, asked, kept, made, refused, told

HASH = sha256(MINUTES).hexdigest()
ROW = {
    "type": "document_attached",
    "id": "minutes",
    "effective": "2006-03-01",
    "entry": "sale",
    "sha256": HASH,
    "name": "minutes.pdf",
    "size": len(MINUTES),
}


def entries(folder: Path) -> int:
    return int(asked(folder, "verify", code=1 if not all_here(folder) else 0)["entries"])


def all_here(folder: Path) -> bool:
    done = seriesd("documents", "--json", folder=folder)
    found = all(one["condition"] == "here" for one in json.loads(done.stdout)["documents"])
    assert done.returncode == (0 if found else 1)
    return found


def test_a_file_is_kept_recorded_listed_and_given_out_again(tmp_path: Path) -> None:
    made(tmp_path)
    said = told(tmp_path, "attach", "sale", "minutes.pdf", "--note", "certified copy")
    assert said.splitlines()[:2] == [
        f"Attached minutes.pdf ({len(MINUTES)} bytes) to sale, as source: document_attached-6.",
        f"sha256 {HASH}",
    ]
    (path,) = kept(tmp_path)
    assert path.relative_to(tmp_path) == Path("seriesd.db.documents", HASH[:2], HASH)
    (one,) = asked(tmp_path, "documents")["documents"]
    assert {name: one[name] for name in ("document", "entry", "name", "role", "sha256", "size", "media_type")} == {
        "document": "document_attached-6",
        "entry": "sale",
        "name": "minutes.pdf",
        "role": "source",
        "sha256": HASH,
        "size": len(MINUTES),
        "media_type": "application/pdf",
    }
    assert (one["effective"], one["note"], one["condition"]) == ("2006-03-01", "certified copy", "here")
    (tmp_path / "minutes.pdf").unlink()
    told(tmp_path, "documents", "sale", "--save", "out")
    assert (tmp_path / "out" / "minutes.pdf").read_bytes() == MINUTES
    found = asked(tmp_path, "verify")
    assert found["documents"] == {"attached": 1, "faults": [], "unreferenced": []}
    assert "attached: minutes.pdf, sha256" in told(tmp_path, "entries")
    assert [one.get("documents") for one in asked(tmp_path, "entries")["entries"] if one["id"] == "sale"] == [
        ["document_attached-6"]
    ]


def test_the_same_file_again_is_recorded_already_unless_it_is_to_be_something_else(tmp_path: Path) -> None:
    made(tmp_path)
    assert asked(tmp_path, "attach", "sale", "minutes.pdf")["recorded"] == 1
    again = asked(tmp_path, "attach", "sale", "minutes.pdf")
    assert (again["recorded"], again["already_recorded"]) == (0, 1)
    assert entries(tmp_path) == 6
    assert "correct document_attached-6" in refused(tmp_path, "attach", "sale", "minutes.pdf", "--role", "notice")
    assert asked(tmp_path, "attach", "conversion", "minutes.pdf")["recorded"] == 1
    assert len(kept(tmp_path)) == 1  # one file, whoever names it


def test_for_an_entry_that_is_not_there_no_file_is_kept(tmp_path: Path) -> None:
    made(tmp_path)
    assert "did you mean 'sale'?" in refused(tmp_path, "attach", "sael", "minutes.pdf")
    assert not (tmp_path / "seriesd.db.documents").exists()
    assert "cannot be read" in refused(tmp_path, "attach", "sale", "nowhere.pdf", code=2)


def altered(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(MINUTES.replace(b"board", b"bored"))


def cut(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(MINUTES[:-1])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[2] / "minutes.pdf")


WAYS: list[tuple[Callable[[Path], None], str, str]] = [
    (Path.unlink, "missing", "it is not here"),
    (altered, "altered", "its bytes have another hash"),
    (cut, "altered", f"it has {len(MINUTES) - 1} bytes and not {len(MINUTES)}"),
    (a_folder, "altered", "a folder is in its place"),
    (a_link, "altered", "a link is in its place"),
]


@pytest.mark.parametrize(("tamper", "condition", "says"), WAYS, ids=[way[0].__name__ for way in WAYS])
def test_what_is_not_as_it_was_is_said_by_entry_and_never_given_out(
    tmp_path: Path, tamper: Callable[[Path], None], condition: str, says: str
) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf")
    (path,) = kept(tmp_path)
    tamper(path)
    found = asked(tmp_path, "verify", code=1)
    assert found["intact"]  # the log is whole
    (fault,) = found["documents"]["faults"]
    assert (fault["entry"], fault["document"], fault["condition"]) == ("sale", "document_attached-6", condition)
    assert says in fault["wrong"]
    text = told(tmp_path, "verify", code=1)
    assert "but 1 attached document is missing or altered" in text.splitlines()[0]
    assert f"{condition}: minutes.pdf of sale" in text
    told(tmp_path, "documents", code=1)
    told(tmp_path, "documents", "--save", "out", code=1)
    assert not (tmp_path / "out" / "minutes.pdf").exists()
    assert f"({condition}: " in " ".join(told(tmp_path, "explain", "sale").split())
    if condition != "altered" or tamper is not a_folder:
        told(tmp_path, "attach", "sale", "minutes.pdf")  # the same file again makes it whole
        assert asked(tmp_path, "verify")["documents"]["faults"] == []


def test_a_journal_names_documents_whose_files_come_later(tmp_path: Path) -> None:
    made(tmp_path)
    assert recorded(tmp_path, ROW)["recorded"] == 1
    (one,) = asked(tmp_path, "documents", "sale", code=1)["documents"]
    assert (one["condition"], one["wrong"]) == ("missing", "it is not here")
    assert "1 attached document is missing" in told(tmp_path, "verify", code=1)
    assert asked(tmp_path, "attach", "sale", "minutes.pdf")["already_recorded"] == 1
    assert asked(tmp_path, "verify")["documents"]["faults"] == []


def test_documents_come_behind_what_they_belong_to_however_a_journal_is_sorted(tmp_path: Path) -> None:
    backwards = [ROW | {"effective": "1999-01-01"}, *reversed(STORY)]
    assert recorded(tmp_path, *backwards)["entries"][-1] == "minutes"
    exported = told(tmp_path, "export", "--format", "jsonl")
    (tmp_path / "again").mkdir()
    done = seriesd("record", "-", folder=tmp_path / "again", given=exported)
    assert done.returncode == 0, done.stderr
    assert told(tmp_path / "again", "export", "--format", "jsonl") == exported


def test_no_figure_moves_for_a_document_whatever_its_date(tmp_path: Path) -> None:
    made(tmp_path)
    asking = (("history",), ("holders",), ("calendar", "--on", "2006-12-31"), ("flags",), ("price",))
    before = [asked(tmp_path, *words) for words in asking]
    recorded(
        tmp_path,
        ROW | {"effective": "2040-01-01"},
        ROW | {"id": "other", "entry": "opening", "effective": "1999-01-01"},
    )
    assert [asked(tmp_path, *words) for words in asking] == before
    late = SALE | {"id": "next", "effective": "2007-01-01", "shares": 1}
    assert [one["code"] for one in recorded(tmp_path, late)["warnings"] if one["code"] == "late"] == []


def test_what_was_not_attached_then_was_not_known_then(tmp_path: Path) -> None:
    made(tmp_path)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        then = ledger.log()[-1].recorded_at
        ledger.attach("sale", tmp_path / "minutes.pdf", role="source")
        assert len(ledger.documents().documents) == 1
        assert ledger.documents(as_known=then).documents == []
        assert ledger.explain(entry="sale", as_known=then).papers.of(["sale"]) == []
        assert len(ledger.explain(entry="sale").papers.of(["sale"])) == 1
    moment = then.isoformat().replace("+00:00", "Z")
    assert "documents" not in asked(tmp_path, "verify", "--as-known", moment)


def test_a_voided_attachment_is_attached_no_longer_and_its_file_stays(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf")
    told(tmp_path, "void", "document_attached-6", "--reason", "the wrong minutes", "--yes")
    assert asked(tmp_path, "documents")["documents"] == []
    assert "documents" not in asked(tmp_path, "verify")  # an entry names the file, if no longer as attached
    assert "documents" not in asked(tmp_path, "explain", "sale")
    assert len(kept(tmp_path)) == 1
    # the entry itself voided, its documents stay
    told(tmp_path, "attach", "sale", "minutes.pdf")
    told(tmp_path, "void", "sale", "--reason", "never closed", "--yes", "--with-dependents")
    assert [one["entry"] for one in asked(tmp_path, "documents")["documents"]] == ["sale"]


ODD = {
    "<b>&amp;x.txt": "<b>&amp;x.txt",
    "a|b`*_[c](d).md": "a|b`*_[c](d).md",
    "..\\evil.exe": "..-evil.exe",
    "fdp.\u202egpj": "fdp.-gpj",
    "two\nlines.txt": "two-lines.txt",
    "-rf": "-rf",
    f"{'n' * 250}.pdf": f"{'n' * 196}.pdf",
    os.fsdecode(b"not-utf8-\xff.txt"): "not-utf8-\ufffd.txt",
}


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_any_name_of_a_file_is_taken_and_reads_as_it_is(tmp_path: Path, name: str) -> None:
    recorded(tmp_path, *STORY)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(MINUTES)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        assert ledger.attach("sale", tmp_path / "in" / name).document.name == ODD[name]
        assert ledger.document("document_attached-6") == MINUTES
    page = told(tmp_path, "documents", "--format", "html")
    assert "<b>&amp;x" not in page
    assert page.count(f'<a href="seriesd.db.documents/{HASH[:2]}/{HASH}">') == 1
    told(tmp_path, "documents", "--save", "out")
    assert [path.read_bytes() for path in (tmp_path / "out").iterdir()] == [MINUTES]


def test_what_is_given_out_writes_over_nothing(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf")
    (tmp_path / "minutes.pdf").write_bytes(b"other minutes")
    told(tmp_path, "attach", "conversion", "minutes.pdf")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "minutes.pdf").write_bytes(b"mine")
    for _ in range(2):  # the same again is there already
        told(tmp_path, "documents", "--save", "out")
        found = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert found == {"minutes.pdf": b"mine", "minutes (2).pdf": MINUTES, "minutes (3).pdf": b"other minutes"}


def test_of_two_who_attach_the_same_at_once_one_records_it(tmp_path: Path) -> None:
    made(tmp_path)
    command = [str(BIN / "seriesd"), "attach", "sale", "minutes.pdf", "--json"]
    both = [
        subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0, 0], said
    assert sorted(b'"recorded": 1' in out for out, _ in said) == [False, False, True]
    assert entries(tmp_path) == 6
    assert len(kept(tmp_path)) == 1


_DIES = """
import os, sys
from commands.api.ledger import open_ledger
with open_ledger("seriesd.db") as ledger:
    ledger.clock = lambda: os.kill(os.getpid(), 9)  # asked for when the file is kept, and before anything is recorded
    ledger.attach("sale", "minutes.pdf")
"""


def test_who_dies_in_between_leaves_a_file_that_no_entry_names(tmp_path: Path) -> None:
    made(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _DIES],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    found = asked(tmp_path, "verify")
    assert found["entries"] == 5
    assert found["documents"] == {"attached": 0, "faults": [], "unreferenced": [f"{HASH[:2]}/{HASH}"]}
    assert f"no entry names the file {HASH[:2]}/{HASH}" in told(tmp_path, "verify")
    told(tmp_path, "attach", "sale", "minutes.pdf")
    assert asked(tmp_path, "verify")["documents"] == {"attached": 1, "faults": [], "unreferenced": []}


def test_a_ledger_anywhere_has_its_files_in_the_folder_that_is_named(ledger_url: str, tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(MINUTES)
    with open_ledger(ledger_url) as ledger:
        ledger.record(STORY)
    if ledger_url.startswith("postgresql"):
        with open_ledger(ledger_url) as ledger:
            with pytest.raises(DocumentError, match="name a folder, with --documents"):
                ledger.attach("sale", path)
            ledger.record([ROW])
            (one,) = ledger.documents().documents
            assert (one.condition, one.wrong) == (
                "unreadable",
                "nobody said in which folder the documents are; --documents FOLDER says it",
            )
    named = ["--ledger", ledger_url, "--documents", str(tmp_path / "files")]
    told(tmp_path, *named, "attach", "sale", str(path))
    assert [one.name for one in (tmp_path / "files").rglob("*") if one.is_file()] == [HASH]
    told(tmp_path, "verify", *named)
    told(tmp_path, "verify", *named[:2], code=1)
    with open_ledger(ledger_url, documents=tmp_path / "files") as ledger:
        (one,) = ledger.documents("sale").documents
        assert ledger.document(one.document) == MINUTES
        with pytest.raises(Refusal, match="did you mean 'sale'"):
            ledger.documents("sael")
        with pytest.raises(Refusal, match="attached no document"):
            ledger.document("sale")


def test_each_company_has_its_documents_in_one_folder(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf")
    other = [STORY[0] | {"company": "Bolt"}, *STORY[1:]]
    done = seriesd("record", "-", "--new-company", "--company", "Bolt", folder=tmp_path, given=lines(*other))
    assert done.returncode == 0, done.stderr
    assert asked(tmp_path, "documents", "--company", "Bolt")["documents"] == []
    assert "documents" not in asked(tmp_path, "verify", "--company", "Bolt")  # the file is the other's
    found = asked(tmp_path, "verify", "--all-companies")["companies"]
    assert [one.get("documents", {}).get("attached") for one in found.values()] == [1, None]


def test_the_report_lists_them(tmp_path: Path) -> None:
    made(tmp_path)
    told(tmp_path, "attach", "sale", "minutes.pdf")
    told(tmp_path, "export", "--on", "2006-12-31", "-o", "report.pdf")
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages).split())
    assert "Documents attached to entries" in words
    assert f"sale minutes.pdf {len(MINUTES)} source {HASH[:12]}…" in words


def test_a_document_may_be_dated_and_is_never_asked_for_as_an_act(tmp_path: Path) -> None:
    made(tmp_path)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        found = ledger.attach("certificate", tmp_path / "minutes.pdf", effective=dt.date(2006, 5, 1), role="other")
        assert found.document.effective == dt.date(2006, 5, 1)
        with pytest.raises(Refusal, match="it attaches a document to certificate"):
            ledger.explain(entry="document_attached-6")
