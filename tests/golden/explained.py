"""What is explained of each example in tests/golden/explanations: read these files aloud before they are accepted."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from ledger.log.recorded import Recorded
from projections.explain.balances import balances_explained, waterfall_explained
from projections.explain.steps import explain
from projections.render.explain import balances as accounts
from projections.render.explain import steps as explained
from projections.render.text import as_text
from projections.workings.observer import tell
from tests.docs.examples import journal
from tests.ledger.engine import judge

FOLDER = Path(__file__).parent / "explanations"
ASSETS = Fraction(5_000_000)
TOLD = (
    "series_d_converted",
    "series_d_auto_converted",
    "cash_dividend_paid",
    "distribution_made",
    "liquidated",
    "adjustment_waived",
    "terms_amended",
)
"""The entries whose own explanation stands in the file."""


def text(name: str) -> str:
    """All that is explained of an example."""
    log = judge(json.loads(journal(name, {}))).log
    return "\n\n".join(part.rstrip() for part in _parts(log)) + "\n"


def _parts(log: list[Recorded]) -> Iterator[str]:
    known, on = "as known now", max(one.entry.effective for one in log)
    whole = explain(log, on)
    yield as_text(explained.blocks(whole, known))
    if whole.steps:
        yield as_text(explained.blocks(explain(log, step=len(whole.steps)), known, 9))
    for entry, recorded in tell(log).entries.items():
        if recorded.entry.type in TOLD:
            yield as_text(explained.blocks(explain(log, entry=entry), known, 1))
    yield as_text(accounts.blocks(balances_explained(log, on), known, 1))
    yield as_text(accounts.blocks(waterfall_explained(log, on, ASSETS), known, 1))
