"""The exit code of every verb: 0 done, 1 refused or found to disagree, 2 not understood or not to be read.

With --json a failure is one object on standard output, and nothing else anywhere.
"""

import json
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from commands.cli import VERBS
from tests.docs.command import BIN, environment
from tests.docs.examples import FOLDER
from tests.docs.pages import ROOT

from .at_a_terminal import through_a_pipe

EXAMPLE = FOLDER / "american-technologies-group.yaml"
FILES = {
    "right.csv": "date,price\n2006-02-15,0.0019670957\n",
    "wrong.csv": "date,price\n2006-02-15,0.0033\n",
    "next.yaml": "- {type: common_issued, id: next, effective: 2006-07-01, holder: X, shares: 1, consideration: {cash: 9}}",
    "refused.yaml": "- {type: common_issued, id: much, effective: 2006-07-01, holder: X, shares: 99000000000}",
    "no-day.yaml": "- {type: common_issued, id: next, effective: 2006-02-30, holder: X, shares: 1}",
    "negative.yaml": "- {type: common_issued, id: next, effective: 2006-07-01, holder: X, shares: -1}",
    "empty.yaml": "",
    "empty.csv": "",
    "other.db": "something else altogether, and long enough for the header of a database" * 9,
}
VOID, FIELD = ("void", "laurus-warrants", "--reason", "never granted"), "effective=2005-11-03"
BLACK_SCHOLES = "black-scholes --stock-price 1 --exercise-price 1 --years 1 --volatility 0.5 --rate 0.05 --shares 100"

Words = tuple[str, ...]


def _split(text: str) -> Words:
    return tuple(text.split())


DONE = [
    *map(_split, (
        "price", "history", "describe", "template common_issued", "entries", "holders", "explain", "readings",
        "sweep --each-lapses --on 2006-02-14", "scenario list", "audit right.csv", "dividends",
        "waterfall --assets 5000", "notice adjustment", "calendar", "consents", "flags", "clauses", "companies",
        "verify", "record next.yaml --propose --as Reyes", "proposals", "approve 1 --as Chen", "decline 2 --reason mistyped", "recordings", "recordings --entry sale-2", "recordings 1", "proposals 1", "attach sale-2 right.csv", "documents", "statement Investors", "project --into tables.db", "export -o out.jsonl", "demo --ledger demo.db", "help", "help price",
        "completion bash", BLACK_SCHOLES, "record next.yaml", "check next.yaml", "explain --refused refused.yaml",
        "what-if --without laurus-warrants --on 2006-02-28",
        "prove sale-2", "prove --since seal.json", "verify-proof seal.json", "seal --key office", "countersign seal.json --key bank",
        "witness seriesd.db", "key list", "key show office", "backup copy.db",
        "restore seriesd-demo.db --ledger restored.db",
    )),
    (*VOID, "--dry-run"),
    ("correct", "sale-2", FIELD, "--reason", "misread", "--dry-run"),
]  # fmt: skip
REFUSED = [
    *map(_split, (
        "record refused.yaml", "check refused.yaml", "void nothing --reason r --yes", "price --company Bolt",
        "correct nothing shares=1 --reason r --yes", "history --company Bolt", "entries --company Bolt",
        "holders --as-known 1990-01-01", "explain nothing", "explain --step 99", "explain --refusal nothing",
        "what-if --without nothing", "readings --company Bolt", "sweep --vary nothing shares=1,2",
        "scenario show nothing", "dividends --company Bolt", "waterfall --assets 5 --company Bolt",
        "notice adjustment --step 99", "calendar --company Bolt", "consents --company Bolt", "flags --company Bolt",
        "verify --company Bolt", "approve 1 --as Reyes", "approve 7", "decline 7 --reason r", "proposals --company Bolt", "record refused.yaml --propose", "recordings --entry nothing", "recordings --company Bolt", "project --into tables.db --company Bolt", "export --company Bolt",
        "prove nothing", "seal --of wrong.csv", "countersign wrong.csv --key bank", "witness seriesd.db --in wrong.csv",
        "restore wrong.csv --ledger restored.db",
        "explain --holder Nobody", "attach nothing right.csv", "documents nothing", "statement Nobody", "demo",
    )),
    (*VOID, "--yes"),  # others rest on it
]  # fmt: skip
UNREADABLE = [
    *map(_split, (
        "record nothing.yaml", "record folder.yaml", "record empty.yaml", "record no-day.yaml", "record negative.yaml",
        "check other.db", "audit nothing.csv", "audit empty.csv", "what-if --add nothing.yaml",
        "explain --refused empty.yaml", "explain --audit nothing.csv", "scenario save new --add nothing.yaml",
        "correct sale-2 shares=-1 --reason r --yes", "correct sale-2 effective=2006-02-30 --reason r --yes",
        "correct sale-2 share=1 --reason r --yes", "price --ledger nothing.db", "price --ledger folder.yaml",
        "price --ledger other.db", "record next.yaml --ledger nowhere/new.db", "export -o other.db/out.jsonl",
        "attach sale-2 nothing.pdf", "attach sale-2 empty.csv", "verify-proof nothing.json", "seal --of nothing.json",
        "countersign seal.json --key nobody", "witness nothing.db", "key show nobody", "recordings --ledger nothing.db", "record next.yaml --sign nobody --yes", "key new office", "key import x right.csv",
        "prove --since right.csv", "backup seriesd-demo.db", "backup nowhere/copy.db", "roles --sql",
        "restore seriesd-demo.db", "restore nothing.db --ledger restored.db",
        "serve nothing.db --port 0", "serve other.db --port 0", "serve folder.yaml --port 0", "open nothing.db", "open other.db --no-browser",
        "serve --tls-certificate nothing.pem --tls-key nothing.pem", "serve nowhere/new.db --write --port 0",
    )),
]  # fmt: skip
MISUSED = [
    *map(_split, (
        "price --on 2006-02-30", "price --on", "history --diff 2006-01-01", "describe nothing_issued", "template nothing_issued",
        "entries --order backwards", "holders --on yesterday", "explain --depth -1", "what-if --change",
        "readings --on 2006-13-01", "sweep", "scenario sav new", "audit right.csv --places -1", "dividends --on",
        "waterfall --assets -5", "waterfall", "notice letter", "calendar --on 06-01-01", "consents --on x",
        "flags --as-known noon", "clauses --nothing", "companies --on x", "verify --as-known 2006-02-30",
        "project --rebuild --follow", "export --format docx", "export -o out.docx", "demo --nothing", "help nothing",
        "completion powershell", "record", "check", "void nothing", "correct sale-2 --reason r", "prise",
        "black-scholes --years x", "record next.yaml --format ocf --column type=Typ", "price -o price.odt", "attach sale-2", "documents --save", "statement --all Fund",
        "prove", "prove --since x", "verify-proof", "seal --timestamp x", "countersign seal.json", "witness", "recordings --since x", "recordings x", "approve", "approve x", "decline 1", "proposals x", "record next.yaml --propose --dry-run", "record next.yaml --sign", "key", "seal --format pdf",
        "backup", "backup copy.db --company Bolt", "restore", "roles", "documents --yes",
        "serve --port 65536", "serve --listen 0.0.0.0", "serve --tls-certificate right.csv", "open a.db b.db",
        "price --width 3", "price --color sometimes", "holders --all-companies --company Acme",
    )),
]  # fmt: skip
DISAGREES = [("audit", "wrong.csv"), ("verify-proof", "wrong.csv")]
LEDGERLESS = ("describe", "template", "clauses", "demo", "help", "completion", "black-scholes", "verify-proof", "key")
ON_A_SERVER = ("roles",)
"""Asked in tests/ledger/test_roles.py; of a file it cannot be."""
UNTIL_STOPPED = ("serve", "open")
"""What they say when they are done is asked in tests/web/safety/test_starting.py: they end when somebody stops them."""
TABLE = {
    **dict.fromkeys(DONE, 0),
    **dict.fromkeys((*REFUSED, *DISAGREES), 1),
    **dict.fromkeys((*UNREADABLE, *MISUSED), 2),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "folder.yaml").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert through_a_pipe("record", str(EXAMPLE), "--yes").code == 0
        assert through_a_pipe("record", str(FOLDER / "repricing.yaml"), "--ledger", "seriesd-demo.db").code == 0
        for _ in range(2):
            assert through_a_pipe("record", "next.yaml", "--propose", "--as", "Reyes").code == 0
        patch.setenv("SERIESD_KEYS", "keys")
        for words in (("key", "new", "office"), ("key", "new", "bank"), ("seal", "--key", "office", "-o", "seal.json")):
            assert through_a_pipe(*words).code == 0
    return folder


@pytest.fixture
def folder(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["seriesd"])
    monkeypatch.setenv("SERIESD_KEYS", "keys")
    return tmp_path


def test_every_verb_is_done_and_fails_in_each_way_that_it_can() -> None:
    assert {words[0] for words in DONE} == {*VERBS} - {*ON_A_SERVER, *UNTIL_STOPPED}
    assert {words[0] for words in REFUSED} >= {*VERBS} - {
        *(*LEDGERLESS, *ON_A_SERVER, *UNTIL_STOPPED),
        *("audit", "companies", "backup"),
    }
    assert {words[0] for words in (*MISUSED, *UNREADABLE)} - {"prise"} == {*VERBS}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", TABLE, ids=" ".join)
def test_the_exit_code_and_what_is_said(words: Words) -> None:
    code = TABLE[words]
    shown = through_a_pipe(*words)
    assert shown.code == code, shown
    answers = code == 0 or words in DISAGREES
    assert bool(shown.out) == (answers and words[0] != "export")
    if not answers:
        assert shown.err.startswith("seriesd: ")
        assert "Traceback" not in shown.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", TABLE, ids=" ".join)
def test_for_a_program_it_is_one_document(words: Words) -> None:
    code = TABLE[words]
    if words == ("demo", "--nothing") or (words[0] == "export" and code == 0):
        return  # what an export says of its files is tested beside it
    shown = through_a_pipe(*words, "--json")
    if words[:2] in (("price", "-o"), ("export", "-o"), ("project", "--into")):
        assert shown.code == code
        return
    assert (shown.code, shown.err) == (code, "")
    document = json.loads(shown.out)
    if code == 0 or words in DISAGREES:
        assert "error" not in document
    else:
        assert document.keys() <= {"schema", "error", "errors", "more"}
        assert document["schema"] == "seriesd/error/1"
        assert document["error"].keys() == {"code", "clause", "message", "entry", "line"}
        assert document["error"]["message"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("price --on 2006-02-30", "'2006-02-30' is not a date: there is no such day"),
        ("price --as-known 2006-02-30", "'2006-02-30' is not a date: there is no such day"),
        ("record no-day.yaml", "'2006-02-30' is not a date: there is no such day"),
        ("record negative.yaml", "field shares: -1 is not above zero; give a whole number of shares, 1 or more"),
        ("prise", "did you mean 'price'?"),
        ("price --onn 2006-03-01", "did you mean '--on'?"),
        ("price --on", "expected one argument"),
        ("price --ledger folder.yaml", "is a folder"),
        ("price --ledger nothing.db", "there is no ledger at nothing.db"),
        ("record folder.yaml", "Is a directory"),
        ("record empty.yaml", "there are no entries in it"),
        ("price --company 'American Technology Group'", "did you mean 'American Technologies Group, Inc.'?"),
    ],
)
def test_the_sentence_says_what_is_wrong(words: str, says: str) -> None:
    assert says in through_a_pipe(*shlex.split(words)).err


# --- streams that are not there, and interruptions ------------------------------------------------------------------


def shell(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    env = environment() | {"S": str(BIN / "seriesd")}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        ("$S entries | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}", "0"),
        ("$S entries --json | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}", "0"),
        ("$S export | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}", "0"),
        ("$S explain --on 2006-06-01 --depth all --json | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}", "0"),
        ("$S --help | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}", "0"),
        ("$S prise --json | head -n 0 >/dev/null; echo ${PIPESTATUS[0]}", "2"),
    ],
)
def test_a_reader_who_has_enough_is_no_failure(folder: Path, script: str, codes: str) -> None:
    done = shell(folder, script)
    assert (done.stdout.split(), done.stderr) == ([codes], "")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("$S price >&-", "standard output is closed: there is nowhere to answer to"),
        ("$S record next.yaml >&-", "standard output is closed: there is nowhere to answer to"),
        ("$S record - <&-", "standard input: cannot be read: there is none"),
        ("$S --help >/dev/full", "the answer cannot be written: No space left on device"),
        ("$S entries >/dev/full", "the answer cannot be written: No space left on device"),
        ("$S entries --json >/dev/full", "the answer cannot be written: No space left on device"),
        ("$S prise 2>/dev/full", ""),
        ("$S prise 2>&-", ""),
        ("$S price >&- 2>&-", ""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_a_sentence(folder: Path, script: str, says: str) -> None:
    done = shell(folder, script)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == bool(says)
    assert len(json.loads(shell(folder, "$S entries --json").stdout)["entries"]) == 26  # nothing was recorded


INTERRUPTED = """\
import importlib.abc, os, signal, sys
class Interrupting(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
signal.signal(signal.SIGINT, signal.default_int_handler)
from commands.start import main
code = main(); sys.exit(code)
"""


@pytest.mark.parametrize("module", ["commands.cli", "commands.complaining", "argparse", "commands.verbs.answers.price"])
def test_an_interruption_while_it_is_still_being_loaded_is_said_too(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, module, "price"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted; nothing was half-written\n")


def test_the_command_begins_where_an_interruption_is_looked_after() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"seriesd": "commands.start:main"}


@pytest.mark.parametrize("words", [("record", "-"), ("check", "-", "--json"), ("audit", "-")])
def test_an_interruption_is_said_and_leaves_nothing_behind(folder: Path, words: Words) -> None:
    before = sorted(path.name for path in folder.iterdir())
    process = subprocess.Popen(
        [BIN / "seriesd", *words],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    _until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "interrupted; nothing was half-written\n")
    assert sorted(path.name for path in folder.iterdir()) == before


def _until_it_reads(pid: int) -> None:
    """Wait until the process sleeps in reading its input."""
    while "pipe" not in (where := Path(f"/proc/{pid}/wchan").read_text("ascii")):
        assert where is not None
