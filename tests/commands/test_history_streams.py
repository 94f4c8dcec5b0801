"""`history --json` is written as it is made, and says byte for byte what the whole answer says."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import seriesd
from commands.api.ledger import open_ledger
from projections.render.json.documents import as_document, headed
from projections.render.json.pieces import Each
from projections.render.json.streamed import streamed
from tests.benchmarks.journal import journal
from tests.commands.at_a_terminal import through_a_pipe

LATE = "2006-06-30"


def story() -> list[dict[str, Any]]:
    """A right that is repriced again and again, between issues below the price; a name that is escaped."""
    day = dt.date(2006, 1, 1)
    entries = journal(3)
    grant = {"right": "R", "holder": "rita", "shares": 10**7, "exercise_price": "0.001"}
    entries.append({"type": "option_granted", "effective": day.isoformat(), "id": "grant", **grant})
    for number in range(12):
        day += dt.timedelta(days=10)
        cash = {"cash": str(10 - number % 5)}
        issue = {"holder": "zero\u200bwidth", "shares": 10**5, "consideration": cash}
        entries.append({"type": "common_issued", "effective": day.isoformat(), "id": f"issue\u200b{number}", **issue})
        price = f"0.00{number % 3 + 1}5"
        day += dt.timedelta(days=10)
        entries.append({"type": "right_changed", "effective": day.isoformat(), "right": "R", "exercise_price": price})
    return entries


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with many readjustments."""
    path = tmp_path_factory.mktemp("busy") / "busy.db"
    with open_ledger(str(path), company="Busy Company") as ledger:
        ledger.record(story())
    return path


def asked(busy: Path, *words: str) -> str:
    return through_a_pipe("history", *words, "--json", "--ledger", str(busy)).out


def whole(busy: Path, company: str, **how: Any) -> dict[str, Any]:
    """What the Python interface says of it, all at once."""
    with seriesd.open_ledger(str(busy), company=company) as ledger:
        return ledger.history(**how).to_dict()


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ((), {"replays": True}),
        (("--no-replays",), {"replays": False}),
        (("--until", LATE), {"replays": True, "until": dt.date.fromisoformat(LATE)}),
    ],
)
def test_the_document_is_that_of_the_whole_answer(busy: Path, words: tuple[str, ...], how: dict[str, Any]) -> None:
    found = headed("history", whole(busy, "Busy Company", **how))
    assert asked(busy, "--company", "Busy", *words) == as_document(found)
    replayed = [one["replayed"] for one in found["steps"] if "replayed" in one]
    assert bool(replayed) is how["replays"]
    assert any(len(one) > 5 for one in replayed) is how["replays"]


def test_a_file_is_written_likewise(busy: Path, tmp_path: Path) -> None:
    out = tmp_path / "history.json"
    assert through_a_pipe("history", "--format", "json", "-o", str(out), "--ledger", str(busy)).code == 0
    assert out.read_text(encoding="utf-8") == as_document(headed("history", whole(busy, "Busy Company", replays=True)))
    assert [one.name for one in tmp_path.iterdir()] == ["history.json"]


def test_what_is_streamed_keeps_nothing_of_what_was_written(busy: Path) -> None:
    with open_ledger(str(busy), company="Busy Company") as ledger:
        found = ledger.history(replays=True).whole
    document = streamed(found)
    assert isinstance(document["steps"], Each)
    steps = [json.dumps({**one, "replayed": len([*one["replayed"].members])} if "replayed" in one else one)
             for one in document["steps"].members]  # fmt: skip
    assert len(steps) == len(found.steps)
    assert all(one.replayed is None or one.replayed._made is None for one in found.steps)
    assert all(one.after._said is None for one in found.steps)
