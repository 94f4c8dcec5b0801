"""What a late entry, a void or a correction changes of the answers given until then, and that an append changes none."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from commands.api.decide import decide
from ledger.engine.book import open_book
from ledger.engine.replay import Replay
from ledger.events import read_entry, write_entry
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.answers.balances import Balances, balances_of
from projections.compare.differences import Difference
from projections.compare.prices import prices_on
from projections.render.json.serialize import as_json
from tests.commands.asking_the_command import lines, recorded
from tests.commands.test_what_if import (
    CALM,
    CONVERSION,
    EXERCISE,
    OPTION,
    OTHER,
    REVERSE,
    SALE,
    START,
    UNSHRUNK,
    days_of,
    found,
)
from tests.docs.command import seriesd
from tests.ledger.engine import NOON
from tests.reference.timelines import disturbed_timelines

Entry = dict[str, Any]
EARLY = CONVERSION | {"effective": "2006-01-05"}
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-07-01", "entry": "option", "reason": "never made"}


def correction(entry: Entry, **fields: Any) -> Entry:
    """A correction of an entry in some of its fields."""
    edit = {"type": "entry_corrected", "id": f"{entry['id']} corrected", "effective": "2006-07-01", "reason": "a slip"}
    return edit | {"entry": entry["id"], "with": entry | fields}


def changes(folder: Path, *entries: Entry) -> list[Entry]:
    """What the command says is changed; `check` says the same before."""
    checked = seriesd("check", "-", "--json", folder=folder, given=lines(*entries))
    said = recorded(folder, *entries)
    assert json.loads(checked.stdout) == said
    answer: list[Entry] = said["changes"]
    return answer


def sides(changed: list[Entry], kind: str, figure: str) -> tuple[Any, Any]:
    (one,) = [one for one in found({"differences": changed}, kind) if one["figure"] == figure]
    return tuple(one[side]["exact"] if isinstance(one[side], dict) else one[side] for side in ("actual", "what_if"))


def test_a_late_grant_changes_the_price_of_its_day_and_what_was_due(tmp_path):
    recorded(tmp_path, *START, EARLY)
    spoken = seriesd("check", "-", folder=tmp_path, given=lines(OPTION)).stdout
    assert "from 2006-01-03 on the price in effect changes: 0.0026 instead of 0.0033." in spoken
    assert "87,542 assumed as delivered, 23,569 too few" in spoken
    changed = changes(tmp_path, OPTION)
    (parted,) = found({"differences": changed}, "parted")
    assert (parted["on"], parted["actual"]["exact"], parted["what_if"]["exact"]) == (
        "2006-01-03",
        "33/10000",
        "13/5000",
    )
    assert sides(changed, "price", "in_effect") == ("33/10000", "13/5000")
    assert sides(changed, "entitlement", "entitled") == (87_542, 111_111)
    # 974 x 11.1111 / .0033, and / .0026
    assert sides(changed, "votes", "votes") == (3_279_458, 4_162_389)
    assert sides(changed, "total", "deemed_issued") == ("0", "5000000")
    assert not found({"differences": changed}, "delivery")


def test_tests_that_come_out_otherwise_are_named(tmp_path):
    recorded(tmp_path, *START, SALE)
    (one,) = found({"differences": changes(tmp_path, OPTION)}, "no_longer_triggers")
    assert one["message"] == "sale of 2006-02-01 adjusted the price, and no longer does"


def test_a_void_takes_it_all_back(tmp_path):
    recorded(tmp_path, *START, OPTION, EARLY)
    changed = changes(tmp_path, VOID)
    assert sides(changed, "parted", "in_effect") == ("13/5000", "33/10000")
    assert sides(changed, "entitlement", "entitled") == (111_111, 87_542)
    (due,) = found({"differences": changed}, "entitlement")
    assert due["message"].endswith("is 87,542, and was 111,111; 111,111 assumed as delivered, 23,569 too many")


def test_a_correction_of_a_date_changes_the_price_between_the_two_dates_alone(tmp_path):
    recorded(tmp_path, *START, OPTION, SALE)
    changed = changes(tmp_path, correction(OPTION, effective="2006-01-12"))
    assert [(one["kind"], one["on"]) for one in changed] == [("parted", "2006-01-03"), ("rejoined", "2006-01-13")]
    assert changed[1]["message"] == "from 2006-01-13 on the prices are the same again, 0.0026"


def test_a_late_conversion_changes_balances_and_votes_and_no_price(tmp_path):
    recorded(tmp_path, *START, OPTION, SALE)
    changed = changes(tmp_path, EARLY)
    assert {one["kind"] for one in changed} == {"balance", "votes", "total"}
    assert {(one["holder"], one["figure"]): one["what_if"] for one in found({"differences": changed}, "balance")} == {
        ("Fund", "series_d"): 974,
        ("Fund", "common"): 111_111,
    }


def test_automatic_conversions_that_a_late_entry_makes_are_named(tmp_path):
    recorded(tmp_path, *START, OTHER, REVERSE, SALE | {"effective": "2006-08-01"})
    late = {"type": "shares_transferred", "id": "late", "effective": "2006-05-01", "stock": "common",
            "from": "Founders", "to": "Friend", "shares": 10_000}  # fmt: skip
    assert {one["kind"] for one in changes(tmp_path, late)} == {"balance"}
    recorded(tmp_path, SALE | {"effective": "2006-08-02", "id": "more"})


def test_a_late_reverse_split_converts_automatically(tmp_path):
    recorded(tmp_path, *START, SALE | {"effective": "2006-08-01"})
    changed = changes(tmp_path, REVERSE)
    (written,) = found({"differences": changed}, "written")
    # 1,000 x 11.1111 / 33
    assert (
        written["message"]
        == "1,000 Series D of Fund convert automatically into 336 on 2006-06-01; nobody stated it, so it is assumed"
    )
    assert sides(changed, "parted", "in_effect") == ("33/10000", "33")


def test_what_takes_effect_after_all_that_is_known_changes_nothing_and_costs_no_replay(monkeypatch):
    _, log = decide([], [read_entry(entry) for entry in START], NOON)
    steps: list[int] = []
    step = Replay.step
    monkeypatch.setattr(Replay, "step", lambda replay, **given: (steps.append(1), step(replay, **given))[1])
    for entry in (OPTION, SALE, CONVERSION, EXERCISE):
        steps.clear()
        result, new = decide(log, [read_entry(entry)], NOON)
        assert as_json(result)["changes"] == []
        assert len(steps) == len(log) + 1
        log += new


def test_several_files_at_once_are_one_change(tmp_path):
    recorded(tmp_path, *START, EARLY)
    changed = changes(tmp_path, OPTION, VOID | {"id": "void"}, SALE | {"effective": "2006-01-04"})
    # .0032 = (33,000 + 15,000) / 15,000,000, from the sale alone
    assert sides(changed, "parted", "in_effect") == ("33/10000", "2/625")
    assert sides(changed, "entitlement", "entitled") == (87_542, int(26 * Fraction("11.1111") / Fraction("0.0032")))


def test_prices_that_part_with_the_certificate_part_at_its_adoption_however_much_comes_behind(tmp_path):
    # found by a generator: what stood unchanged behind the correction was taken for shared from the start
    gift = {"type": "shares_transferred", "stock": "common", "from": "Founders", "to": "Heir", "shares": 1}
    recorded(tmp_path, *START, *(gift | {"id": f"gift {at}", "effective": f"2006-04-{at:02}"} for at in range(1, 16)))
    adopted = next(one for one in START if one["type"] == "certificate_adopted")
    changed = changes(tmp_path, correction(adopted, terms={"conversion_price": "0.0044"}))
    (parted,) = found({"differences": changed}, "parted")
    assert parted["on"] == adopted["effective"]


@settings(max_examples=40, phases=UNSHRUNK, **CALM)
@given(disturbed_timelines(max_entries=18))
def test_the_answers_that_change_are_those_that_are_named(entries):
    log: list[Recorded] = []
    for entry in entries:
        try:
            result, new = decide(log, [read_entry(entry)], NOON)
        except Refusal:
            continue
        if log and new:
            are_named(log, [*log, *new], result.changes)
        log += new


def are_named(before: list[Recorded], after: list[Recorded], changed: list[Difference]) -> None:
    """Every price up to the day after the last known, and every balance of that day, by a replay of each log."""
    items, today = open_book(before).items, NOON.date()
    if not items:  # all of it is void
        assert changed == []
        return
    last = items[-1].key.day
    moved = (one.entry.with_.effective for one in after[len(before) :] if one.entry.type == "entry_corrected")
    end = max([last, *(day for day in moved if day < today)])
    on = end + timedelta(days=1) if end < today else end
    # the price before the adoption is that of the terms, and is said from the adoption on
    adoptions = (one["effective"] for one in dates(after) if one["type"] == "certificate_adopted")
    adopted = min(map(date.fromisoformat, adoptions), default=date.min)
    days = sorted({day for day in days_of(dates(after)) if adopted <= day < on} | {on})
    prices, others = prices_on(before, days), prices_on(after, days)
    apart = [day for day in days if prices[day].in_effect != others[day].in_effect]
    if not reaches_back(after[len(before)], last):
        # at most a split, which restates the price of its own day (4F), and what governs from the day after
        assert changed == []
        assert set(apart) <= {last, on}
        return
    said = {one.kind: date.fromisoformat(one.about) for one in changed if one.kind in ("parted", "rejoined")}
    assert said.get("parted") == (apart[0] if apart else None)
    rejoined = said.get("rejoined")
    assert (rejoined is not None) == (bool(apart) and apart[-1] != on)
    assert rejoined is None or apart[-1] < rejoined
    one, other = (balances(balances_of(open_book(log, until=on).state, on)) for log in (before, after))
    assert {(of.about, of.figure): (of.actual, of.what_if) for of in changed if of.kind in ("balance", "votes")} == {
        key: (one.get(key, 0), other.get(key, 0))
        for key in one.keys() | other.keys()
        if one.get(key, 0) != other.get(key, 0)
    }


def dates(log: list[Recorded]) -> list[Entry]:
    entries = [write_entry(one.entry) for one in log]
    return [*entries, *(entry["with"] for entry in entries if "with" in entry)]


def reaches_back(new: Recorded, last: date) -> bool:
    edit = new.entry.type in ("entry_voided", "entry_corrected")
    part = getattr(new.entry, "transaction", None) is not None and new.entry.effective == last
    return edit or part or new.entry.effective < last


def balances(answer: Balances) -> dict[tuple[str, str], int | None]:
    names = ("series_d", "common", "votes")
    return {(name, figure): getattr(one, figure) for name, one in answer.holders.items() for figure in names}


def test_a_balance_of_a_day_to_come_says_so(tmp_path):
    """Founders give 1,000 away today: 10,000,000 at the close of 2090-01-01, when 10 became 1, are 999,900 of then."""
    split = {"type": "common_split", "id": "split", "effective": "2090-01-01", "old": 10, "new": 1}
    recorded(tmp_path, *START, split)
    gift = {"type": "shares_transferred", "id": "gift", "effective": "2006-02-01", "stock": "common", "from": "Founders",
            "to": "Heir", "shares": 1000}  # fmt: skip
    changed = {one["holder"]: one["message"] for one in changes(tmp_path, gift) if one["kind"] == "balance"}
    assert changed == {
        "Founders": "the Common of Founders is 999,900, and was 1,000,000; at the close of 2090-01-01",
        "Heir": "the Common of Heir is 100, and was 0; at the close of 2090-01-01",
    }
