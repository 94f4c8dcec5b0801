"""Whatever is asked, the log is read once and replayed once."""

import gc
from collections import Counter
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from commands.cli import VERBS, main
from ledger.engine.one_pass import Pass
from ledger.store import store
from ledger.store.store import Store
from tests.docs.pages import ROOT

EXAMPLES = ROOT / "docs" / "examples"
LAPSE = "option-lapse-with-trigger-flip"
DIVIDENDS = "dividends-and-distributions"
LATE = "late-grant"

QUESTIONS = {
    LAPSE: (
        *("price", "price --replay", "price --as-known 2999-01-01", "history", "history --json", "entries"),
        *("holders --replay", "waterfall --assets 1000000", "calendar", "consents", "flags", "companies"),
        *("explain", "explain --on 2006-03-02", "explain --step 2", "explain lapse", "explain --holder Fund"),
        *(
            "explain --assets 1000000",
            "explain --audit claims.csv",
            "audit claims.csv",
        ),
        *("notice adjustment", "notice adjustment --format pdf -o letter.pdf", "notice conversion"),
        *("statement Fund", "statement --all", "statement --all --format pdf -o statements/"),
        *("notice conversion --holder Fund --shares 26 --on 2006-06-01", "what-if --without option"),
        *("sweep --each-lapses", "scenario save x --without option", "check planned.yaml --json"),
        *("export --format jsonl", "export --format csv -o tables/", "export --format xlsx -o book.xlsx"),
        *("export --format parquet -o columns/", "export --format pdf -o report.pdf", "export --format ocf -o ocf/"),
        *("verify", "recordings", "project", "documents", "prove lapse"),
    ),
    DIVIDENDS: ("dividends", "notice dividend", "notice dividend --format html", "notice conversion", "explain cash"),
    LATE: ("explain void",),
}
WEIGHED = {"export --format pdf -o report.pdf": 1, "export --format xlsx -o book.xlsx": 1}
"""What is replayed once more: a report on a company has the other choice of each switch that came into play, and a
workbook has both sheets of a day, which end there, and the tables of all days."""
ASKED = [(example, words) for example, all_words in QUESTIONS.items() for words in all_words]

ANSWERED_WITHOUT = (
    *("clauses", "demo", "record", "black-scholes", "readings", "help", "completion", "describe", "template"),
    *("void", "correct", "attach", "backup", "restore", "roles"),
    *("void", "correct", "attach", "seal", "verify-proof", "countersign", "witness", "key"),
    *("proposals", "approve", "decline"),
    *("serve", "open"),
)
"""What asks nothing of a ledger that is there, or is told something first: `record` is what all others follow.

`readings` replays the timeline once more for the other choice of each switch, `void` and `correct` try what would be;
`proposals` and what decides about one judge what is proposed.
`serve` and `open` ask nothing before a browser does.
"""


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A ledger of each example, with the files that questions name beside it."""
    made = {}
    for example in QUESTIONS:
        folder = tmp_path_factory.mktemp(example)
        with chdir(folder):
            asked("record", str(EXAMPLES / f"{example}.yaml"))
        (folder / "claims.csv").write_text("date,price\n2006-01-03,0.0026\n")
        (folder / "planned.yaml").write_text(
            "- {type: common_issued, effective: 2007-01-02, holder: Z, shares: 99000000000}\n"
        )
        made[example] = folder
    return made


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a log was read, and replayed from its beginning."""
    found: Counter[str] = Counter()
    run, select = Pass.run, Store.select

    def counted_run(self: Pass, *args: Any, **named: Any) -> None:
        found["replays"] += bool(self.replay.items) and self.replay.applied == 0
        run(self, *args, **named)

    def counted_select(self: Store, stream: str, **named: Any) -> Any:
        found["readings"] += stream.startswith("company/") and named.get("limit") in {None, store._AT_ONCE}
        return select(self, stream, **named)

    monkeypatch.setattr(Pass, "run", counted_run)
    monkeypatch.setattr(Store, "select", counted_select)
    return found


def asked(*words: str) -> int:
    """The exit code of a command; what it prints is for nobody."""
    with redirect_stdout(TextIOWrapper(BytesIO())), redirect_stderr(StringIO()):
        code = main(list(words))
    gc.enable()
    return code


@pytest.mark.parametrize(("example", "words"), ASKED, ids=[words for _, words in ASKED])
def test_a_question_reads_the_log_once_and_replays_it_once(
    example: str, words: str, ledgers: dict[str, Path], counted: Counter[str]
) -> None:
    with chdir(ledgers[example]):
        code = asked(*words.split())
    assert code != 2, words
    assert counted["readings"] == 1
    assert counted["replays"] <= 1 + WEIGHED.get(words, 0)


def test_verify_reads_the_tables_once_and_the_log_once_also_when_there_are_tables(
    ledgers: dict[str, Path], counted: Counter[str]
) -> None:
    with chdir(ledgers[LAPSE]):
        assert asked("project") == 0
        counted.clear()
        assert asked("verify") == 0
    assert counted == {"readings": 1, "replays": 1}


def test_why_something_would_be_refused_is_one_trial_and_one_pass_over_what_led_up_to_it(
    ledgers: dict[str, Path], counted: Counter[str]
) -> None:
    with chdir(ledgers[LAPSE]):
        assert asked("explain", "--refused", "planned.yaml") == 0
    assert counted == {"readings": 1, "replays": 2}


def test_recording_reads_the_log_once(tmp_path: Path, counted: Counter[str]) -> None:
    with chdir(tmp_path):
        assert asked("record", str(EXAMPLES / f"{LAPSE}.yaml")) == 0
        counted.clear()
        assert asked("record", str(EXAMPLES / f"{LAPSE}.yaml")) == 0
    assert counted == {"readings": 1, "replays": 1}


def test_every_verb_is_asked() -> None:
    assert {words.split()[0] for _, words in ASKED} | set(ANSWERED_WITHOUT) == set(VERBS)


def test_a_command_speaks_of_one_moment_whatever_others_record_meanwhile(tmp_path: Path) -> None:
    with chdir(tmp_path):
        asked("record", str(EXAMPLES / f"{LAPSE}.yaml"))
    url = str(tmp_path / "seriesd.db")
    with open_ledger(url) as ledger, open_ledger(url) as other:
        ledger.at_once = True
        before = len(ledger.log())
        other.record([{"type": "common_issued", "effective": "2007-01-02", "holder": "Z", "shares": 1}])
        assert len(ledger.log()) == before
        assert len(other.log()) == before + 1
        ledger.record([{"type": "common_issued", "effective": "2007-01-03", "holder": "Z", "shares": 1}])
        assert len(ledger.log()) == before + 2
