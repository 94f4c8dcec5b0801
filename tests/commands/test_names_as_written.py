"""Whatever somebody is called, the answers for a person show it letter by letter."""

from pathlib import Path

import pytest

from tests.commands.asking_the_command import CERTIFICATE, Entry, recorded
from tests.docs.command import seriesd

COMPANY, FUND, DANA, WARRANT = "Acme [/D] [red]", "Fund [Class A]", "Dana [/] :ship:", "W [/red]"

STORY: list[Entry] = [
    CERTIFICATE | {"company": COMPANY},
    {"type": "opening_balance", "id": "[bold]", "effective": "2005-09-06", "holder": FUND, "common": 10_000_000},
    {"type": "series_d_issued", "id": "series-d", "effective": "2005-10-03", "holder": DANA, "shares": 1_000},
    {"type": "option_granted", "id": "W[/i]", "effective": "2006-01-02", "right": WARRANT, "holder": FUND,
     "shares": 5_000_000, "exercise_price": "0.001", "expires": "2006-12-01"},
    {"type": "consent_given", "id": "consent", "effective": "2006-01-03", "holder": DANA, "action": "plan [/b]"},
    {"type": "cash_dividend_paid", "id": "cash [/]", "effective": "2006-02-01", "per_share": "0.001"},
    {"type": "series_d_converted", "id": "conv [/]", "effective": "2006-03-02", "holder": DANA, "shares": 26},
]  # fmt: skip

SAID = {
    "companies": [COMPANY],
    "holders --on 2006-06-01": [FUND, DANA, WARRANT],
    "history": ["W[/i]"],
    "entries": [COMPANY, FUND, DANA, WARRANT],
    "calendar --on 2006-12-02": [DANA, WARRANT, "W[/i]", "conv [/]"],
    "consents": ["plan [/b]"],
    "dividends": [DANA, "cash [/]"],
    "waterfall --assets 1000": [DANA],
    "sweep --each-lapses --on 2006-06-01": [WARRANT],
    "explain --on 2006-06-01": [WARRANT],
    "what-if --without W[/i] --on 2006-06-01": [DANA],
}
"""Every answer with a table in it, and whom it names."""


@pytest.mark.parametrize("question", SAID)
def test_a_name_is_never_taken_for_markup(question: str, tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    answer = seriesd(*question.split(), folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    for name in SAID[question]:
        assert name in answer.stdout
