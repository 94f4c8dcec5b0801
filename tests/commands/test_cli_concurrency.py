"""Several processes recording to one company at once: nothing is lost, nothing is said twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, Entry, asked, lines, recorded
from tests.docs.command import BIN, environment, seriesd

WRITERS = 3
EACH = 3


def started(folder: Path, url: str, *entries: Entry) -> subprocess.Popen[str]:
    """A process that records these entries in one command, and has not been waited for."""
    writer = subprocess.Popen(
        [str(BIN / "seriesd"), "record", "-", "--json", "--ledger", url],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdin is not None
    writer.stdin.write(lines(*entries))
    writer.stdin.flush()
    return writer


def answers(writers: list[subprocess.Popen[str]]) -> list[dict[str, object]]:
    """Let all of them begin, by ending their input; and what they answered."""
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
        writer.stdin = None
    done = [(writer.communicate(timeout=120), writer.returncode) for writer in writers]
    assert [(code, err) for (_, err), code in done] == [(0, "")] * len(writers)
    return [json.loads(out) for (out, _), _ in done]


def sales(writer: int, *, named: bool = True) -> list[Entry]:
    """Small sales at the price, which move nothing."""
    made = [SALE | {"id": f"{writer}-{number}", "shares": 1, "holder": f"holder {writer}"} for number in range(EACH)]
    return made if named else [{key: value for key, value in one.items() if key != "id"} for one in made]


@pytest.mark.parametrize("named", [True, False])
def test_nothing_is_lost(named: bool, ledger_url: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, words=("--ledger", ledger_url))
    said = answers([started(tmp_path, ledger_url, *sales(writer, named=named)) for writer in range(WRITERS)])
    names = [name for answer in said for name in answer["entries"]]
    assert len(set(names)) == WRITERS * EACH
    log = [json.loads(line) for line in seriesd("export", "--ledger", ledger_url, folder=tmp_path).stdout.splitlines()]
    assert sorted(entry["id"] for entry in log[3:]) == sorted(names)
    # what one command recorded stands together, in its order
    at = {entry["id"]: place for place, entry in enumerate(log)}
    for answer in said:
        places = [at[name] for name in answer["entries"]]
        assert places == list(range(places[0], places[0] + EACH))
    held = asked(tmp_path, "holders", "--ledger", ledger_url)["holders"]
    assert [held[f"holder {writer}"]["common"] for writer in range(WRITERS)] == [EACH] * WRITERS
    assert asked(tmp_path, "verify", "--ledger", ledger_url)["intact"] is True


def test_the_same_from_all_sides_is_recorded_once(ledger_url: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, words=("--ledger", ledger_url))
    said = answers([started(tmp_path, ledger_url, *sales(0)) for _ in range(WRITERS)])
    assert sorted((answer["recorded"], answer["already_recorded"]) for answer in said) == [
        *[(0, EACH)] * (WRITERS - 1),
        (EACH, 0),
    ]
    assert asked(tmp_path, "verify", "--ledger", ledger_url)["entries"] == 3 + EACH


def test_a_new_ledger_from_all_sides(ledger_url: str, tmp_path: Path) -> None:
    story = [CERTIFICATE, OPENING, SERIES_D]
    said = answers([started(tmp_path, ledger_url, *story) for _ in range(WRITERS)])
    assert sorted(answer["recorded"] for answer in said) == [*[0] * (WRITERS - 1), len(story)]


def test_only_one_of_two_can_have_the_last_shares(ledger_url: str, tmp_path: Path) -> None:
    # room for 10,000,000: two sales of 6,000,000 do not both fit
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, words=("--ledger", ledger_url))
    writers = [
        started(tmp_path, ledger_url, SALE | {"id": f"big-{writer}", "shares": 6_000_000}) for writer in range(2)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
        writer.stdin = None
    done = [writer.communicate(timeout=120)[0] for writer in writers]
    assert sorted(writer.returncode for writer in writers) == [0, 1]
    refused = next(json.loads(out) for out, writer in zip(done, writers, strict=True) if writer.returncode == 1)
    assert refused["error"]["code"] == "beyond_authorized"
    assert asked(tmp_path, "holders", "--ledger", ledger_url)["common_outstanding"] == 16_000_000


MANY = """
import sys
from commands.api.ledger import open_ledger
url, writer, number = sys.argv[1:]
with open_ledger(url, company="Acme") as ledger:
    for one in range(int(number)):
        sale = {"type": "common_issued", "id": f"{writer}-{one}", "effective": "2006-03-01", "holder": writer, "shares": 1,
                "consideration": {"cash": 1}}
        ledger.record([sale])
"""


def test_nobody_gives_up_beside_others_who_write_one_entry_after_another(ledger_url: str, tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, words=("--ledger", ledger_url))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, ledger_url, f"writer {writer}", str(EACH * 8)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS + 2)
    ]
    said = [writer.communicate(timeout=300)[1] for writer in writers]
    assert [(writer.returncode, error) for writer, error in zip(writers, said, strict=True)] == [(0, "")] * len(writers)
    held = asked(tmp_path, "holders", "--ledger", ledger_url)["holders"]
    assert [held[f"writer {writer}"]["common"] for writer in range(WRITERS + 2)] == [EACH * 8] * (WRITERS + 2)
