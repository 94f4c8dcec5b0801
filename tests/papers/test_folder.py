"""The folder of documents: what goes in comes out, and nothing else does."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.store.documents import DocumentError, DocumentFolder, Kept, folder_of
from tests.papers.company import MINUTES


def placed(folder: Path, content: bytes = MINUTES) -> tuple[DocumentFolder, Kept, Path]:
    """A folder with one document, and the file that it is."""
    source = folder / "source"
    source.write_bytes(content)
    found = DocumentFolder(folder / "kept")
    kept = found.keep(source)
    return found, kept, found.file(kept.sha256)


@given(st.binary(min_size=1, max_size=5_000))
def test_what_is_kept_comes_back_byte_for_byte(content: bytes) -> None:
    with TemporaryDirectory() as there:
        folder, kept, path = placed(Path(there), content)
        assert kept == (sha256(content).hexdigest(), len(content))
        assert folder.read(*kept) == path.read_bytes() == content
        assert folder.look(*kept) == ("here", "")
        assert folder.others({kept.sha256}) == []


@given(st.binary(min_size=1, max_size=200), st.data())
def test_any_byte_altered_put_in_or_left_out_is_seen(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    other = bytes([content[at] ^ data.draw(st.integers(1, 255))])
    wrong = data.draw(st.sampled_from([content[:at] + other + content[at + 1 :], content[:at], content + other]))
    with TemporaryDirectory() as there:
        folder, kept, path = placed(Path(there), content)
        path.chmod(0o644)
        path.write_bytes(wrong)
        assert folder.look(*kept).condition == "altered"
        with pytest.raises(DocumentError, match="the document "):
            folder.read(*kept)


def test_only_a_file_is_one(tmp_path: Path) -> None:
    folder, kept, path = placed(tmp_path)
    path.unlink()
    assert folder.look(*kept) == ("missing", "it is not here")
    path.symlink_to(tmp_path / "source")  # the very same bytes, as long as nobody changes them there
    assert folder.look(*kept) == ("altered", "a link is in its place")
    path.unlink()
    os.mkfifo(path)
    assert folder.look(*kept) == ("altered", "something else than a file is in its place")
    path.unlink()
    path.mkdir()
    assert folder.look(*kept) == ("altered", "a folder is in its place")
    assert folder.others(set()) == []
    with pytest.raises(DocumentError, match=r"cannot be kept in .*: Is a directory"):
        folder.keep(tmp_path / "source")
    assert [one.name for one in folder.path.iterdir()] == [path.parent.name]  # nothing half-written stays
    path.rmdir()
    path.parent.rmdir()
    path.parent.write_bytes(b"in the way")
    assert folder.look(*kept).condition == "missing"


def test_keeping_again_mends_what_was_altered_lost_or_led_elsewhere(tmp_path: Path) -> None:
    folder, kept, path = placed(tmp_path)
    path.unlink()
    assert folder.keep(tmp_path / "source") == kept
    path.chmod(0o644)
    path.write_bytes(b"something else")
    folder.keep(tmp_path / "source")
    assert path.read_bytes() == MINUTES
    path.unlink()
    path.symlink_to(tmp_path / "source")
    folder.keep(tmp_path / "source")
    assert not path.is_symlink()
    assert folder.look(*kept).condition == "here"


def test_what_is_kept_is_not_written_to_by_mistake(tmp_path: Path) -> None:
    _, _, path = placed(tmp_path)
    assert path.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (Path.exists, "cannot be read: No such file"),
        (lambda path: path.write_bytes(b""), "is empty; a document holds something"),
        (Path.mkdir, "is not a file; a document is one"),
        (os.mkfifo, "is not a file; a document is one"),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 100_000_001), "more than 100,000,000 bytes"),
    ],
    ids=["nothing", "empty", "folder", "pipe", "too large"],
)
def test_what_is_no_document_is_refused_in_a_sentence(tmp_path: Path, make: object, says: str) -> None:
    source, folder = tmp_path / "source", DocumentFolder(tmp_path / "kept")
    make(source)  # type: ignore[operator]
    with pytest.raises(DocumentError, match=says) as caught:
        folder.keep(source)
    assert "\n" not in str(caught.value)
    assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == []


def test_what_no_entry_names_is_found_wherever_it_is(tmp_path: Path) -> None:
    folder, kept, path = placed(tmp_path)
    astray = folder.path / "ff" / kept.sha256  # the right name in the wrong place
    astray.parent.mkdir()
    astray.write_bytes(MINUTES)
    (folder.path / ".left.part").write_bytes(b"half")
    (folder.path / "away").symlink_to(tmp_path)
    assert folder.others({kept.sha256}) == sorted([".left.part", "away", f"ff/{kept.sha256}"])
    assert folder.others(set()) == sorted(
        [".left.part", "away", f"ff/{kept.sha256}", f"{path.parent.name}/{path.name}"]
    )
    assert DocumentFolder(tmp_path / "nowhere").others(set()) == []


def test_the_folder_is_beside_a_file_and_nowhere_for_a_server() -> None:
    assert folder_of("deep/a.db") == Path("deep/a.db.documents")
    assert folder_of("sqlite:////tmp/a.db") == Path("/tmp/a.db.documents")  # noqa: S108  nothing is written there
    assert folder_of("postgresql://host/database") is None
    assert folder_of("mysql://host/database") is None
