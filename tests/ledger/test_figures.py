"""Every figure of the reading, put to the engine."""

import pytest

from tests.ledger.engine import judge
from tests.reference.figures import FIGURES, Figure
from tests.reference.figures_second_edition import SECOND_EDITION_FIGURES
from tests.reference.test_model import check_balances, check_prices
from tests.reference.test_second_edition import check_marks, check_section_2, check_waterfall


@pytest.mark.parametrize("figure", [*FIGURES, *SECOND_EDITION_FIGURES], ids=lambda figure: figure.name)
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
    if figure.clauses is not None:
        assert [step["clause"] for step in outcome.steps] == figure.clauses


def check_conversions(figure: Figure, outcome) -> None:
    made = outcome.conversions
    for name, delivery in figure.converted.items():
        assert (made[name]["converted"], made[name]["delivered"]) == delivery
    for name, due in figure.entitled.items():
        assert made[name]["entitled"] == due
    automatic = {
        one.holder: (one.delivery.converted, one.delivery.common_shares)
        for one in outcome.book.state.conversions
        if one.automatic
    }
    assert automatic == figure.automatic
