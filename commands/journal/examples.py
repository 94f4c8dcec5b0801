"""An example of each entry type, as a journal spells it."""

from collections.abc import Mapping
from typing import Any

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "certificate_adopted": {"effective": "2005-09-06", "company": "Example Inc.", "common_authorized": 200000000},
    "opening_balance": {"effective": "2005-09-06", "holder": "Founders", "common": 10000000},
    "common_authorized_changed": {"effective": "2006-05-02", "authorized": 500000000},
    "common_issued": {
        "effective": "2006-03-01",
        "holder": "Fund",
        "shares": 5000000,
        "consideration": {"cash": 6000},
        "source": "board minutes of 2006-02-28",
    },
    "series_d_issued": {"effective": "2005-09-07", "holder": "Fund", "shares": 900, "consideration": {"cash": 10000}},
    "option_granted": {
        "effective": "2006-01-10",
        "right": "W-1",
        "holder": "Adviser",
        "shares": 5000000,
        "exercise_price": "0.001",
        "consideration": {"cash": 1000},
        "kind": "warrant",
        "expires": "2011-01-10",
    },
    "convertible_issued": {
        "effective": "2006-01-10",
        "right": "N-1",
        "holder": "Lender",
        "shares": 1000000,
        "consideration": {"cash": 9000},
        "matures": "2008-01-10",
    },
    "right_changed": {"effective": "2006-06-01", "right": "W-1", "exercise_price": "0.0005"},
    "right_exercised": {"effective": "2006-07-03", "right": "W-1", "shares": 1000000},
    "right_terminated": {"effective": "2011-01-10", "right": "W-1", "reason": "expired"},
    "common_split": {"effective": "2006-08-01", "old": 10, "new": 1},
    "stock_dividend_paid": {"effective": "2006-08-15", "per_share": "0.05", "record_date": "2006-08-01"},
    "treasury_acquired": {"effective": "2006-09-01", "holder": "Founders", "shares": 100000, "price": "0.01"},
    "treasury_disposed": {
        "effective": "2006-10-02",
        "holder": "Fund",
        "shares": 100000,
        "consideration": {"cash": 1000},
    },
    "treasury_retired": {"effective": "2006-10-02", "shares": 100000},
    "distribution_made": {
        "effective": "2006-03-09",
        "fair_value": 20000,
        "market_price": "0.01",
        "what": "shares of Subsidiary Inc.",
    },
    "reorganized": {"effective": "2007-01-02", "exchange_ratio": "1/2", "property": "Common of Successor Inc."},
    "series_d_split": {"effective": "2006-11-01", "old": 1, "new": 2},
    "shares_transferred": {
        "effective": "2006-04-03",
        "stock": "series_d",
        "from": "Fund",
        "to": "New Fund",
        "shares": 100,
    },
    "series_d_converted": {
        "effective": "2006-03-02",
        "holder": "Fund",
        "shares": 26,
        "notice_delivered": "2006-03-01",
        "surrendered": "2006-03-03",
        "common_shares": 111111,
    },
    "cash_dividend_paid": {"effective": "2006-12-15", "per_share": "0.001", "record_date": "2006-12-01"},
    "accrued_dividends_paid": {"effective": "2007-02-01"},
    "consent_given": {"effective": "2007-02-15", "holder": "Fund", "action": "increase of 2007"},
    "protected_action_taken": {"effective": "2007-03-01", "action": "increase of 2007", "kind": "series_d_increase"},
    "terms_amended": {"effective": "2007-03-01", "action": "notice in 30 days", "term": "notice_days", "value": 30},
    "adjustment_waived": {"effective": "2007-03-01", "action": "waiver of 2007", "entry": "sale-3"},
    "notice_sent": {"effective": "2006-03-06", "kind": "adjustment", "holder": "Fund", "about": "sale-3"},
    "certificate_delivered": {"effective": "2006-03-08", "conversion": "conversion-1"},
    "liquidated": {
        "effective": "2008-01-02",
        "assets": 1000000,
        "parity": [{"class": "Series E", "shares": 25000, "preference": 100}],
    },
    "holder_renamed": {"effective": "2006-03-04", "from": "Fund", "to": "Fund Holding LLC"},
    "holders_merged": {"effective": "2006-03-05", "from": "Bank", "into": "Fund Holding LLC"},
    "balance_asserted": {
        "effective": "2006-03-31",
        "holder": "Fund",
        "stock": "common",
        "shares": 5000000,
        "source": "statement of the transfer agent",
    },
    "address_changed": {
        "effective": "2006-02-01",
        "holder": "Fund",
        "address": "100 Main Street, Suite 4\nSpringfield, IL 62701",
        "attention": "General Counsel",
    },
    "letterhead_changed": {
        "effective": "2006-02-01",
        "address": "1 Factory Road\nSpringfield, IL 62702",
        "phone": "+1 217 555 0100",
        "signatory": "Jane Roe",
        "signatory_title": "Secretary",
    },
    "entry_voided": {"effective": "2006-05-01", "entry": "sale-3", "reason": "recorded twice"},
    "entry_corrected": {
        "effective": "2006-05-01",
        "entry": "sale-3",
        "reason": "the price was typed wrongly",
        "with": {
            "type": "common_issued",
            "effective": "2006-03-01",
            "id": "sale-3",
            "holder": "Fund",
            "shares": 5000000,
            "consideration": {"cash": 60000},
        },
    },
}
"""By type, without the type itself."""


def example_of(kind: str) -> dict[str, Any]:
    """An entry of this type."""
    return {"type": kind, **EXAMPLES[kind]}


def example_lines(kind: str) -> list[str]:
    """The same, as YAML."""
    return [f"{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(_lines(example_of(kind)))]


def _lines(given: Mapping[str, Any]) -> list[str]:
    made: list[str] = []
    for name, value in given.items():
        if isinstance(value, Mapping):
            made += [f"{name}:", *(f"  {line}" for line in _lines(value))]
        elif isinstance(value, list):
            made += [f"{name}:"]
            made += [f"  {'- ' if at == 0 else '  '}{line}" for one in value for at, line in enumerate(_lines(one))]
        elif "\n" in str(value):
            made += [f"{name}: |", *(f"  {line}" for line in value.split("\n"))]
        else:
            made.append(f"{name}: {_plain(value)}")
    return made


def _plain(value: Any) -> str:
    """A value as YAML has it: in quotes where a plain one would be read as something else."""
    return f'"{value}"' if str(value).startswith(("+", "#")) else str(value)
