"""The reference model put to the figures of the second edition."""

from fractions import Fraction as F  # noqa: N817

import pytest

from .figures import Figure
from .figures_second_edition import SECOND_EDITION_FIGURES
from .model import Outcome, judge
from .test_model import check_balances, check_conversions, check_prices


@pytest.mark.parametrize("figure", SECOND_EDITION_FIGURES, ids=lambda figure: figure.name)
def test_figure(figure: Figure) -> None:
    outcome = judge(figure.entries)
    refused = [figure.entries[index].get("id") for index, _ in outcome.refused]
    assert refused == figure.refused, outcome.refused
    check_prices(figure, outcome)
    check_balances(figure, outcome)
    check_conversions(figure, outcome)
    check_section_2(figure, outcome)
    check_waterfall(figure, outcome)
    check_marks(figure, outcome)
    check_notices(figure, outcome)
    if figure.clauses is not None:
        assert [step["clause"] for step in outcome.steps] == figure.clauses


def check_section_2(figure: Figure, outcome: Outcome) -> None:
    accruals, preferences = outcome.accruals(figure.on), outcome.preferences(figure.on)
    assert {holder: accruals[holder] for holder in figure.accruals} == figure.accruals
    assert {holder: preferences[holder] for holder in figure.preferences} == figure.preferences
    if figure.by_accrual:
        assert [(one["accrued"], one["shares"]) for one in outcome.by_accrual(figure.on)] == figure.by_accrual
    if figure.debts is not None:
        assert outcome.debts(figure.on) == figure.debts
    due = outcome.due(figure.on)
    for name, holders in figure.due.items():
        assert {holder: one["due"] for holder, one in due[name]["holders"].items()} == holders
    payments = outcome.payments(figure.on)
    for name, paid in figure.payments.items():
        assert {holder: (one["accrued"], one["debt"]) for holder, one in payments[name].items()} == paid


def check_waterfall(figure: Figure, outcome: Outcome) -> None:
    if figure.assets is not None:
        shared = outcome.waterfall(figure.on, figure.assets, figure.parity)
        assert {holder: one["gets"] for holder, one in shared.items()} == figure.gets


def check_marks(figure: Figure, outcome: Outcome) -> None:
    if figure.past_its_term is not None:
        found = {one["right"]: one["price_if_ended"] for one in outcome.past_its_term(figure.on)}
        assert found == figure.past_its_term
    assert outcome.undetermined(figure.on)["in_effect"] == figure.undetermined
    assert outcome.without_consent == figure.without_consent


def check_notices(figure: Figure, outcome: Outcome) -> None:
    notices = outcome.notices(figure.on)
    for kind, expected in figure.notices.items():
        assert sorted((one["about"], one["holder"]) for one in notices if one["kind"] == kind) == sorted(expected)
    for name, due in figure.due_on.items():
        assert {one["due"] for one in notices if one["about"] == name} == {due}


def test_debt_is_part_of_what_was_due() -> None:
    figure = next(f for f in SECOND_EDITION_FIGURES if f.name == "a60_converted_between_record_and_payment")
    one = judge(figure.entries).due(figure.on)["dividend"]
    assert one["holders"]["Fund"] == {"as_converted": 900 * 3_367, "due": F("3030.3"), "debt": F("336.7")}
