"""The short forms of long answers: the same figures in fewer lines, with how many were left out."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from projections.answers.due.calendar import OPEN_STATES
from tests.docs.examples import FOLDER

from .at_a_terminal import through_a_pipe

ON = ("--on", "2006-12-31")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert through_a_pipe("record", str(FOLDER / "american-technologies-group.yaml"), "--yes").code == 0
    return tmp_path


def said(*words: str, code: int = 0) -> str:
    shown = through_a_pipe(*words)
    assert shown.code == code, shown
    return shown.out + shown.err


def document(*words: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(through_a_pipe(*words, "--json").out)
    return found


def test_what_is_due_by_event_counts_every_holder_once() -> None:
    items = [one for one in document("calendar", *ON)["items"] if one["state"] in OPEN_STATES]
    events = {(one["kind"], one["about"]) for one in items}
    shown = said("calendar", *ON, "--by-event")
    assert f"{len(items)} open, in {len(events)} lines" in shown
    several = [int(number) for number in re.findall(r"(\d+) holders", shown)]
    assert sum(several) + len(events) - len(several) == len(items)
    assert "leave --all and --record-due out" in said("calendar", "--by-event", "--all", code=2)


def test_each_kind_of_flag_is_said_once_with_how_many_more_there_are() -> None:
    warnings = document("flags", *ON)["warnings"]
    kinds = {one["code"] for one in warnings}
    shown = said("flags", *ON, "--latest")
    more = {code: int(number) for number, code in re.findall(r"and (\d+) more of (\w+)", " ".join(shown.split()))}
    assert sum(more.values()) + len(kinds) == len(warnings) > len(kinds)
    for code in kinds:
        assert sum(one["code"] == code for one in warnings) == more.get(code, 0) + 1


def test_the_room_alone_is_that_of_the_whole_answer() -> None:
    whole, alone = document("holders", *ON, "--replay"), document("holders", *ON, "--room")
    assert alone["room"] == whole["room"]
    assert (alone["holders"], alone["rights"]) == ({}, {})
    assert {name: one for name, one in alone.items() if name not in ("holders", "rights")} == {
        name: one for name, one in whole.items() if name not in ("holders", "rights")
    }
    assert "room left" in said("holders", *ON, "--room")


def test_of_what_the_record_holds_only_what_disagrees_is_shown(folder: Path) -> None:
    off = [one["entry"] for one in document("audit")["conversions"] if one["difference"]]
    shown = said("audit", "--differing")
    assert off == ["conversion-1"]
    assert "conversion-1 " in shown
    assert "conversion-2 " not in shown
    assert f"Of {len(document('audit')['conversions'])} conversions" in shown
    (folder / "claims.csv").write_text("date,price\n2006-03-01,0.0033\n")
    assert "leave CLAIMS out" in said("audit", "claims.csv", "--differing", code=2)
