"""Every working gives its own figure when its formula is carried out from its leaves, by an evaluator of another hand.

And every leaf that cites an entry carries what that entry states. Over generated timelines, and over all examples.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from jsonschema import Draft202012Validator

from commands.verbs.schemas import schema
from ledger.engine.book import open_book
from ledger.events import ParityClass
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.working import Working
from projections.answers.balances import holders_on
from projections.answers.dividends import accrued_on, dividends_on
from projections.answers.liquidation import Waterfall, waterfall
from projections.audit.audit import Claim, audit
from projections.explain.audit import audit_explained
from projections.explain.balances import balances_explained, waterfall_explained
from projections.explain.steps import explain
from projections.render.json.documents import headed
from projections.render.json.serialize import as_json
from projections.render.json.workings import Listing
from projections.workings.leaves import amount
from projections.workings.observer import tell
from tests.docs.examples import journal, names
from tests.ledger.engine import judge
from tests.workings.asking import explain_json, workings_json
from tests.workings.journals import journals

from .asking import closed
from .evaluator import unproved

CALM = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


SCHEMA = Draft202012Validator(closed(schema("explain")))


def proved(answer: dict[str, Any]) -> None:
    found = list(unproved(json.loads(json.dumps(answer))))
    assert not found, "\n".join(found[:3])


def in_schema(answer: dict[str, Any]) -> dict[str, Any]:
    assert [error.message for error in SCHEMA.iter_errors(headed("explain", answer))] == []
    return answer


def log_of(entries: Any) -> list[Recorded]:
    log = judge(entries).log
    assume(log)
    return log


@settings(CALM, max_examples=60)
@given(journals(40))
def test_all_that_was_told_of_a_timeline(entries):
    telling = tell(log_of(entries))
    course, state = telling.course, telling.state
    listing = Listing(everything=True)
    told = [*course.history, *(one for replay in course.replays.values() for one in replay.values())]
    told += [telling.price, telling.price_after_close, telling.preference.working()]
    told += [one.working for index in range(len(state.course.facts)) for one in course.tests(index)]
    told += [one.price for one in telling.conversions]
    told += [part.each for one in telling.conversions for part in one.parts if isinstance(part.each, Working)]
    proved(
        as_json(listing.workings({str(number): listing.add(one) for number, one in enumerate(told)}, telling.entries))
    )
    steps = state.course.history
    assert [one.figure for one in course.history] == [Figure(step.after, 1 / step.units_after) for step in steps]
    assert telling.price.figure == Figure(state.price, 1 / state.units)
    assert telling.price_after_close.figure == Figure(state.price_after_close, 1 / state.units)
    assert sum(one.figure for one in course.deemed.values()) == state.course.deemed * state.units
    for one in telling.conversions:
        assert one.price.figure == Figure(one.conversion.price, 1 / one.conversion.units)
        each = [amount(part.each) for part in one.parts for _ in range(part.number)]
        assert each == [known.exact() for number, known in one.conversion.parts for _ in range(number)]


@settings(CALM, max_examples=25)
@given(journals(25))
def test_every_entry_and_every_step(entries):
    log = log_of(entries)
    standing = [one.id for one in log if one.entry.type not in ("entry_voided", "entry_corrected")]
    for entry in standing:
        if entry in tell(log).entries:
            proved(explain_json(explain(log, entry=entry), everything=True))
    answer = explain_json(explain(log, max(one.entry.effective for one in log)), everything=True)
    proved(answer)
    for step in answer["steps"]:
        assert step["working"] in {one["id"] for one in answer["workings"]}


@settings(CALM, max_examples=25)
@given(journals(40))
def test_every_dividend_and_every_payment(entries):
    log = log_of(entries)
    shown = dividends_on(log, max(one.entry.effective for one in log))
    for dividend in shown.dividends:
        found = {name: one.figure for name, one in explain(log, entry=dividend.entry).figures.items()}
        for name, one in dividend.holders.items():
            assert one.due is None or found.get(f"due: {name}", 0) == one.due
            assert found.get(f"owed: {name}", 0) == one.debt
    for payment in shown.payments:
        found = {name: one.figure for name, one in explain(log, entry=payment.entry).figures.items()}
        assert found == {f"paid: {name}": figure for name, figure in payment.holders.items()}


@settings(CALM, max_examples=25)
@given(journals(30))
def test_every_balance_and_every_payout(entries):
    log = log_of(entries)
    day = max(one.entry.effective for one in log)
    on = day + dt.timedelta(days=1)
    explained = balances_explained(log, on)
    proved(workings_json(explained, everything=True))
    is_every_balance(explained.figures, log, on)
    parity = (ParityClass.model_validate({"class": "Series E", "shares": 100, "preference": "12.5"}),)
    for assets in (Fraction(0), Fraction(777), Fraction(10**9)):
        explained = waterfall_explained(log, on, assets, parity)
        proved(workings_json(explained, everything=True))
        is_every_payout(explained.figures, waterfall(open_book(log, until=on).state, on, assets, parity))


def is_every_payout(figures: Mapping[str, Working], shown: Waterfall) -> None:
    """Every number that `waterfall` shows has a working with the same figure."""
    assert figures["parity: Series E"].figure == shown.parity["Series E"][1]
    assert figures["preferential_due"].figure == shown.claims.preferential
    assert figures["remainder"].figure == shown.claims.remainder(shown.assets)
    assert not shown.undistributed or figures["undistributed"].figure == shown.undistributed
    assert figures["liquidation_preference"].figure == shown.liquidation_preference
    assert figures["series_d_due"].figure == shown.claims.preferential - shown.claims.parity
    assert figures["parity due: Series E"].figure == shown.parity["Series E"][0]
    for name, one in shown.holders.items():
        for what in ("preference", "from_common", "total", "if_converted", "break_even"):
            number = getattr(one, what)
            assert not number or figures[f"{name}: {what}"].figure == number, (name, what)
        if one.if_converted is not None:
            assert figures[f"{name}: if_converted common_shares"].figure == one.conversion.common_shares
            assert figures[f"{name}: if_converted series_d"].figure == one.conversion.converted


def is_every_balance(figures: Mapping[str, Working], log: list[Recorded], on: dt.date) -> None:
    """Every number that `holders` shows has a working with the same figure."""
    shown = holders_on(open_book(log, until=on), on)
    for name, one in shown.holders.items():
        for what in ("series_d", "common", "votes"):
            number = getattr(one, what)
            if number:
                assert figures[f"{name}: {what}"].figure == number, (name, what)
    _, accrued, _, debts = accrued_on(open_book(log, until=on).state)
    for what, every in (("accrued", accrued), ("owed", debts)):
        found = {name: figures[f"{name}: {what}"].figure for name in every if f"{name}: {what}" in figures}
        assert found == {name: figure for name, figure in every.items() if figure or name in found}
    for what in ("series_d_outstanding", "common_outstanding", "treasury", "deemed_issued", "common_authorized"):
        number = getattr(shown, what)
        assert number is None or figures[what].figure == number, what
    options = {getattr(one.entry, "right", None) for one in log if one.entry.type == "option_granted"}
    for name, right in shown.rights.items():
        price = "exercise_price" if name in options else "conversion_price"
        assert figures[f"{name}: outstanding"].figure == right.outstanding
        assert figures[f"{name}: {price}"].figure == right.exercise_price


@settings(CALM, max_examples=20)
@given(journals(30))
def test_everything_that_an_audit_compares(entries):
    log = log_of(entries)
    days = sorted({one.entry.effective + dt.timedelta(more) for one in log for more in (0, 1)})
    claims = [Claim(day, Fraction(1, 300 + number), Fraction(3_367)) for number, day in enumerate(days)]
    figures, shown = dict(audit_explained(log, claims).figures), audit(log, claims)
    proved(workings_json(audit_explained(log, claims), everything=True))
    for number, one in enumerate(shown.claims, start=1):
        assert one.common_per_share is not None
        for name, compared in (("in_effect", one.price), ("common_per_share", one.common_per_share)):
            if compared.computed is not None:
                assert figures.pop(f"claim {number}: {name}").figure == compared.computed
                assert figures.pop(f"claim {number}: {name} difference").figure == compared.difference
    for told in shown.conversions:
        assert figures.pop(f"{told.entry}: entitled").figure == told.entitled
        assert figures.pop(f"{told.entry}: difference").figure == told.difference
    assert not figures


@pytest.mark.parametrize("name", names())
def test_the_examples(name):
    judged = judge(json.loads(journal(name, {})))
    log = judged.log
    seen: Counter[str] = Counter()
    for entry in tell(log).entries:
        answer = explain_json(explain(log, entry=entry), everything=True)
        proved(in_schema(answer))
        seen += Counter(one["clause"] for one in answer["workings"])
    on = max(one.entry.effective for one in log)
    proved(in_schema(explain_json(explain(log, on), everything=True)))
    proved(in_schema(workings_json(balances_explained(log, on), everything=True)))
    proved(in_schema(workings_json(waterfall_explained(log, on, Fraction(5_000_000)), everything=True)))
    proved(in_schema(workings_json(audit_explained(log, [Claim(on, Fraction(1, 300))]), everything=True)))
    assert seen["4E"] or seen["4E(1)"] or seen["4F"] or seen["4H"]
