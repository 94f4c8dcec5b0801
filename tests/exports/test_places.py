"""Where an export is put: what is no file stays what it is, and a link goes on pointing to its file."""

import os
from pathlib import Path
from threading import Thread

import pytest

from tests.docs.examples import FOLDER
from tests.exports.books import FLIP, done, recorded, refused, told

EXPORT = ("--ledger", "ledger.db", "export", "--format")


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF-"), ("jsonl", b'{"type"'), ("xlsx", b"PK"), ("parquet", b"PAR1")]
)
def test_a_pipe_is_written_to_and_stays_a_pipe(kind: str, begins: bytes, tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    pipe, read = tmp_path / f"out.{kind}", list[bytes]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    done(tmp_path, *EXPORT, kind, *(("--tables", "conversions") if kind == "parquet" else ()), "-o", pipe.name)
    assert pipe.is_fifo()
    reader.join(60)
    assert read[0].startswith(begins)


def test_standard_output_can_be_named(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    # by way of a link: were it replaced, it would be this one
    (tmp_path / "out").symlink_to("/dev/stdout")
    assert done(tmp_path, *EXPORT, "jsonl", "-o", "out").startswith('{"type"')
    assert (tmp_path / "out").is_symlink()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "report.pdf").write_bytes(b"an older one")
    (tmp_path / "latest.pdf").symlink_to(Path("shared") / "report.pdf")
    done(tmp_path, *EXPORT, "pdf", "-o", "latest.pdf")
    assert (tmp_path / "latest.pdf").is_symlink()
    assert (tmp_path / "shared" / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert [one.name for one in (tmp_path / "shared").iterdir()] == ["report.pdf"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("out.pdf", b"%PDF-"), ("OUT.XLSX", b"PK"), ("out.jsonl", b'{"type"'), ("out", b'{"type"')],
)
def test_the_suffix_decides_the_format(name: str, begins: bytes, tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    done(tmp_path, "--ledger", "ledger.db", "export", "-o", name)
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-o", "out.json"], "no export is written as .json; known are .jsonl, .pdf, .html, .csv, .xlsx, .parquet"),
        (["-o", "out.zip"], "no export is written as .zip"),
        (["--format", "jsonl", "-o", "out.xlsx"], "out.xlsx is the name of another format than --format jsonl"),
    ],
)
def test_nothing_is_written_under_a_name_that_promises_another_format(
    words: list[str], says: str, tmp_path: Path
) -> None:
    recorded(tmp_path, FLIP)
    assert says in refused(tmp_path, "--ledger", "ledger.db", "export", *words)
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.db"]


@pytest.mark.parametrize("kind", ["pdf", "html", "jsonl", "xlsx", "csv", "ocf"])
def test_a_program_is_told_what_was_written(kind: str, tmp_path: Path) -> None:
    """The example has seven entries, each a row of its journal; a report is no table and has none."""
    recorded(tmp_path, FLIP)
    name = {"csv": "tables/", "ocf": "package.zip"}.get(kind, f"out.{kind}")
    answer = told(tmp_path, *EXPORT, kind, "-o", name)
    assert (answer["schema"], answer["format"]) == ("seriesd/export/1", kind)
    if kind in ("pdf", "html"):
        assert answer["files"] == [{"file": name, "rows": 0}]
    elif kind == "jsonl":
        assert answer["files"] == [{"file": name, "rows": 7}]
    else:
        assert answer["files"]
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("words", [("pdf", "-o", "no/out.pdf"), ("jsonl", "-o", "no/x"), ("csv", "-o", "no/x.zip")])
def test_a_folder_that_is_not_there_is_not_made_for_a_file(words: tuple[str, ...], tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    said = refused(tmp_path, *EXPORT, *words)
    assert said.endswith(f"there is no folder {tmp_path / 'no'}; make it, or name another with -o\n")
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.db"]


def test_a_folder_that_is_named_as_one_is_made(tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    done(tmp_path, *EXPORT, "csv", "-o", "made/for/tables/")
    assert (tmp_path / "made" / "for" / "tables" / "entries.csv").is_file()


@pytest.mark.parametrize("verb", ["price", "holders", "history"])
def test_no_answer_makes_a_folder(verb: str, tmp_path: Path) -> None:
    recorded(tmp_path, FLIP)
    said = refused(tmp_path, "--ledger", "ledger.db", verb, "-o", "no/x.txt")
    assert f"cannot write no/x.txt: there is no folder {tmp_path / 'no'}" in said
    assert not (tmp_path / "no").exists()


def test_nothing_is_recorded_where_its_answer_has_no_place(tmp_path: Path) -> None:
    (tmp_path / "journal.yaml").write_bytes((FOLDER / f"{FLIP}.yaml").read_bytes())
    refused(tmp_path, "--ledger", "ledger.db", "record", "journal.yaml", "-o", "no/x.txt")
    refused(tmp_path, "template", "-o", "no/x.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["journal.yaml"]
