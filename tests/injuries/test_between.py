"""Between any two statements of one who uses a ledger another records: nobody is refused or told of a damage."""

import re
import shutil
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from datetime import date
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import chain, count
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from commands.cli import main
from ledger.errors import SeriesdError
from ledger.store.store import open_store
from ledger.store.whole import examine_whole
from tests.injuries.between import Other, coming_between

STORY = [
    {"type": "certificate_adopted", "id": "c", "effective": "2005-08-30", "company": "Acme", "common_authorized": 10**9},
    {"type": "opening_balance", "id": "o", "effective": "2005-08-30", "holder": "Founders", "common": 10**6},
]  # fmt: skip
BOLT = {
    "type": "certificate_adopted",
    "id": "b",
    "effective": "2006-01-01",
    "company": "Bolt",
    "common_authorized": 10**9,
}
ONE = {
    "type": "common_issued",
    "id": "one",
    "effective": "2006-03-01",
    "holder": "A",
    "shares": 1,
    "consideration": {"cash": 1},
}
TWO = ONE | {"id": "two", "holder": "B"}
ON = date(2006, 6, 1)


def records(url: str, *entries: dict[str, object], new: bool = False) -> int:
    with open_ledger(url) as ledger:
        return ledger.record(entries, new_company=new).recorded


def asks(url: str) -> object:
    with open_ledger(url, create=False, company="Acme") as ledger:
        return [ledger.price(ON), ledger.holders(ON), ledger.companies(ON), ledger.ledger_head(), ledger.known().log]


def follows(url: str) -> object:
    with open_store(url) as store:
        return [store.companies(), store.heads(), store.follow(0, 10**6), store.latest(), store.pulse(), store.store_head(),
                store.recordings(), store.version(), store.last_recorded_at()]  # fmt: skip


def verifies(url: str) -> list[str]:
    with open_store(url) as store:
        found = [*examine_whole(store).faults, *(wrong for one in store.companies() for wrong in store.check(one))]
    assert found == []
    return found


def makes(url: str) -> object:
    return records(url, *STORY)


def goes_on(url: str) -> object:
    return records(url, ONE)


def begins_another(url: str) -> object:
    return records(url, BOLT, new=True)


def sells(url: str) -> object:
    with open_ledger(url, company="Acme") as ledger:
        return ledger.record([TWO]).recorded


Deed = Callable[[str], object]
EMPTY = ("there is no ledger at", "the ledger is empty")
NOTHING_YET: list[tuple[Deed, Deed]] = [(makes, makes), (asks, makes), (follows, makes), (verifies, makes)]
STANDING: list[tuple[Deed, Deed]] = [
    (deed, other) for deed in (makes, sells, asks, follows, verifies) for other in (goes_on, begins_another)
]


def at_every_place(deed: Deed, other: Deed, fresh: Callable[[], str], patch: pytest.MonkeyPatch) -> list[object]:
    """What came of it for each place at which the other could come between; None where nothing was there yet."""
    found: list[object] = []
    for at in count(1):
        url = fresh()
        with coming_between(at, partial(other, url), patch) as between:
            answer = answered(deed, url)
        if between.statements < at:
            break
        if between.came:
            found.append(answer)
            verifies(url)
    return found


def answered(deed: Deed, url: str) -> object:
    try:
        return deed(url)
    except SeriesdError as error:
        if not str(error).startswith(EMPTY):
            raise
        return None


@pytest.mark.parametrize(("deed", "other"), NOTHING_YET)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_of_a_new_ledger(
    kind: str, deed: Deed, other: Deed, fresh_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fresh() -> str:
        url = fresh_url(kind)
        if kind == "sqlite":
            Path(url).touch()
        return url

    found = at_every_place(deed, other, fresh, monkeypatch)
    assert found
    if deed is makes:
        assert 0 in found  # by then all of it is recorded
        assert set(found) <= {0, len(STORY)}


@pytest.mark.parametrize(("deed", "other"), STANDING)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_of_a_ledger_that_stands(
    kind: str, deed: Deed, other: Deed, fresh_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fresh() -> str:
        url = fresh_url(kind)
        makes(url)
        return url

    found = at_every_place(deed, other, fresh, monkeypatch)
    assert len(found) > 2
    if deed in (makes, sells):
        assert set(found) == {1 if deed is sells else 0}


def said(words: str) -> tuple[int, str]:
    """What a command answers; its moments and hashes aside, which are others each time."""
    out = TextIOWrapper(BytesIO(), "utf-8")
    with redirect_stdout(out):
        code = main(words.split())
    out.flush()
    out.seek(0)
    return code, re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC|[0-9a-f]{64}", "…", out.read())


def sells_and_projects() -> None:
    goes_on("seriesd.db")
    assert said("project")[0] == 0


QUESTIONS = ("verify", "price --replay --on 2006-06-01", "history", "holders", "project", "export --format jsonl")


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_command_speaks_of_one_moment(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, used = tmp_path / "made", tmp_path / "used"
    made.mkdir()
    with chdir(made):
        makes("seriesd.db")
        said("project")

    def asked(*, at: int = 0, first: Callable[[], object] = lambda: None) -> tuple[Other, tuple[int, str]]:
        shutil.rmtree(used, ignore_errors=True)
        shutil.copytree(made, used)
        with chdir(used):
            first()
            with coming_between(at, sells_and_projects, monkeypatch) as other:
                return other, said(words)

    before, after = asked()[1], asked(first=sells_and_projects)[1]
    assert (before[0], after[0]) == (0, 0)
    came = 0
    for at in chain(range(1, 60), count(60, 11)):  # from there on the tables are read or written: the other waits
        other, (code, answer) = asked(at=at)
        if other.statements < at:
            break
        came += other.came
        assert [code, _of_the_log(answer)] in [[code, _of_the_log(text)] for code, text in (before, after)], at
    assert came > 1


def _of_the_log(answer: str) -> list[str]:
    """Without what is said of the tables: they are looked at later than the log, and say where they stand."""
    return [line for line in answer.splitlines() if not line.startswith("the reporting tables, at position")]
