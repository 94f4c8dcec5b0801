"""What the machine lacks is a sentence with an exit code, and no password is in any of them: in processes of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import last_resort
from commands.cli import main
from tests.commands.at_a_terminal import through_a_pipe
from tests.commands.test_every_answer import EXAMPLE
from tests.docs.command import BIN, environment

LIMITED = """\
import resource, sys
from commands.cli import main
limit = int(sys.argv[2])
resource.setrlimit(getattr(resource, sys.argv[1]), (limit, limit))
sys.argv[1:3] = []
sys.exit(main())
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits")
    shutil.copy(EXAMPLE, folder / "journal.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert through_a_pipe("record", "journal.yaml").code == 0
    return folder


def limited(folder: Path, limit: str, most: int, *words: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-c", LIMITED, limit, str(most), *words]
    return subprocess.run(asked, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


ASKED = ["price --replay", "verify", "holders -o x.docx", "export -o x.xlsx", "project", "record journal.yaml"]


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize("most", [3, 4, 5])
def test_too_few_open_files_are_said(told: Path, words: str, most: int) -> None:
    done = limited(told, "RLIMIT_NOFILE", most, *words.split())
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or done.stderr.startswith("seriesd: ")


@pytest.mark.parametrize("words", [*ASKED, "price -o x.pdf"])
@pytest.mark.parametrize("most", [50_000_000, 65_000_000])
def test_too_little_memory_is_said(told: Path, words: str, most: int) -> None:
    done = limited(told, "RLIMIT_AS", most, *words.split())
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or done.stderr.startswith("seriesd: ")


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    asked = ["sh", "-c", f"rmdir '{gone}'; exec '{BIN / 'seriesd'}' price"]
    done = subprocess.run(asked, cwd=gone, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("seriesd: the current folder is gone; go to one that is there")


def test_a_fault_is_one_sentence_and_shows_where_it_is_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = ZeroDivisionError("of\nours")
    assert last_resort.last_words(fault) is None
    monkeypatch.delenv("SERIESD_DEBUG")
    found = last_resort.last_words(fault)
    assert found is not None
    assert (found.what, found.code) == ("fault", 70)
    assert "a fault of seriesd" in found.sentence
    assert "(ZeroDivisionError: of ours)" in found.sentence
    assert "\n" not in found.sentence


def test_what_is_lacking_is_no_fault() -> None:
    for error in (MemoryError(), ImportError("x.so: failed to map segment from shared object"), OSError(12, "no")):
        found = last_resort.last_words(error)
        assert found is not None
        assert (found.what, found.code) == ("lacking", 2)
        assert "not enough memory" in found.sentence
    found = last_resort.last_words(ImportError("No module named 'x'"))
    assert found is not None
    assert "cannot be loaded (No module named 'x')" in found.sentence


URLS = [
    *("postgresq://u:s3cr3t@h/d", "postgresql//u:s3cr3t@h/d", "postgresql:u:s3cr3t@h", "http://u:s3cr3t@h"),
    *("postgresql://u:x/s3cr3t@h/d", "postgresql://u:x@s3cr3t@h/d", "host=h password=s3cr3t", "u:s3cr3t@h"),
    *("postgresql://u:s3cr3t%99@h/d", "postgresql://u:s3cr3t@127.0.0.1:1/d", "postgresql://u:my s3cr3t@h/d"),
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    "words",
    [
        "price --ledger URL", "price --ledger=URL", "price --leger URL", "record URL", "check URL", "URL", "price URL",
        "price --on URL", "price --format URL", "project --into URL", "demo --ledger URL", "audit URL", "explain URL",
        "price --documents URL -o URL",
    ],
)  # fmt: skip
def test_no_message_repeats_a_password(words: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = [word.replace("URL", url) for word in words.split()]
    for more in ([], ["--json"]):
        done = through_a_pipe(*asked, *more)
        assert done.code == 2
        assert "s3cr3t" not in done.out + done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("name", ["SERIESD_LEDGER", "SERIESD_TABLES"])
def test_nor_one_of_the_environment(name: str, url: str, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(told)
    monkeypatch.setenv(name, url)
    for words in (["price"], ["project"], ["verify"], ["price", "--json"]):
        done = through_a_pipe(*words)
        assert "s3cr3t" not in done.out + done.err
        assert done.code == 2 or (name == "SERIESD_TABLES" and done.code == 0)


def test_half_of_a_sign_is_no_name_of_anything(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(told)
    half = os.fsdecode(b"\xff")
    for words in (["scenario", "show", half], ["price", "--company", half], ["void", half, "--reason", half]):
        assert through_a_pipe(*words).code == 1
    assert main(["price", "--ledger", half]) == 2
