"""What of a package is no transaction of an entry: issuer, stock classes, stakeholders, ratios, and the files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from ledger.events import CertificateAdopted, write_entry
from ledger.events.terms import Terms
from ledger.numbers.days import written
from projections.ocf.comments import mark
from projections.ocf.draft import COMMON, SERIES, Draft, Object
from projections.ocf.losses import NATIVE
from projections.ocf.numbers import fits, money, numeric
from projections.ocf.ratios import mechanism

VERSION = "1.2.0"
"""The published version of the format that is written."""
MANIFEST = "Manifest.ocf.json"
INTEGRAL = "integral_transaction"
"""The mark of a financing that is one integral transaction (A6)."""

_FILES = {
    "stock_plans_files": ("StockPlans.ocf.json", "OCF_STOCK_PLANS_FILE"),
    "stock_legend_templates_files": ("StockLegends.ocf.json", "OCF_STOCK_LEGEND_TEMPLATES_FILE"),
    "stock_classes_files": ("StockClasses.ocf.json", "OCF_STOCK_CLASSES_FILE"),
    "vesting_terms_files": ("VestingTerms.ocf.json", "OCF_VESTING_TERMS_FILE"),
    "valuations_files": ("Valuations.ocf.json", "OCF_VALUATIONS_FILE"),
    "transactions_files": ("Transactions.ocf.json", "OCF_TRANSACTIONS_FILE"),
    "stakeholders_files": ("Stakeholders.ocf.json", "OCF_STAKEHOLDERS_FILE"),
    "financings_files": ("Financings.ocf.json", "OCF_FINANCINGS_FILE"),
}
"""The list of the manifest that names a file, its name, and its type."""

_HEADS = {"head": "Head of the log", "ledger_head": "Head of the ledger"}
"""What the heads are called that a package rests on."""


def files_of(  # noqa: PLR0913, PLR0917
    draft: Draft,
    adopted: CertificateAdopted,
    transactions: list[Object],
    on: date,
    made: datetime,
    heads: Mapping[str, str],
) -> dict[str, Object]:
    """The files by name; the lists of the manifest name each file, still without its checksum."""
    items: dict[str, list[Object]] = {
        "stock_plans_files": [_plan(draft, name) for name in draft.plans],
        "stock_classes_files": [_common(adopted), _series(adopted)],
        "transactions_files": transactions,
        "stakeholders_files": [_stakeholder(name, number) for name, number in draft.holders.items()],
        "financings_files": list(_financings(draft)),
    }
    manifest: Object = {
        "ocf_version": VERSION,
        "file_type": "OCF_MANIFEST_FILE",
        "issuer": _issuer(adopted),
        "as_of": on.isoformat(),
        "generated_at": written(made, "seconds"),
        "comments": [
            "Made by seriesd. What this format cannot carry is listed when the package is made.",
            *(f"{_HEADS[name]}: {head}" for name, head in heads.items()),
        ],
    }
    files = {MANIFEST: manifest}
    for listed, (name, kind) in _FILES.items():
        manifest[listed] = [{"filepath": name}]
        files[name] = {"file_type": kind, "items": items.get(listed, [])}
    return files


def _issuer(adopted: CertificateAdopted) -> Object:
    return {
        "object_type": "ISSUER",
        "id": "issuer",
        "legal_name": adopted.company,
        "formation_date": adopted.effective.isoformat(),
        "country_of_formation": "US",
        "initial_shares_authorized": numeric(adopted.common_authorized + adopted.terms.preferred_authorized),
        "comments": ["Date and country of formation are stand-ins: the ledger does not know them."],
    }


def _common(adopted: CertificateAdopted) -> Object:
    return {
        "object_type": "STOCK_CLASS",
        "id": COMMON,
        "name": "Common Stock",
        "class_type": "COMMON",
        "default_id_prefix": "CS-",
        "initial_shares_authorized": numeric(adopted.common_authorized),
        "votes_per_share": "1",
        "par_value": money(adopted.terms.par_value),
        "seniority": "1",
        "conversion_rights": [],
    }


def _series(adopted: CertificateAdopted) -> Object:
    terms = adopted.terms
    converts = mechanism(terms.conversion_price, terms.stated_value / terms.conversion_price)
    right = {
        "type": "STOCK_CLASS_CONVERSION_RIGHT",
        "conversion_mechanism": converts,
        "converts_to_stock_class_id": COMMON,
    }
    return {
        "object_type": "STOCK_CLASS",
        "id": SERIES,
        "name": terms.series,
        "class_type": "PREFERRED",
        "default_id_prefix": "PS-",
        "initial_shares_authorized": numeric(terms.designated_shares),
        "board_approval_date": adopted.effective.isoformat(),
        "votes_per_share": numeric(terms.stated_value / terms.conversion_price),
        "par_value": money(terms.par_value),
        "price_per_share": money(terms.stated_value),
        "seniority": "2",
        "conversion_rights": [right],
        "liquidation_preference_multiple": "1",
        "comments": _certificate_marks(adopted, terms),
    }


def _certificate_marks(adopted: CertificateAdopted, terms: Terms) -> list[str]:
    written = write_entry(adopted)
    given: dict[str, Any] = written.get("terms", {})
    kept = {name: value for name, value in given.items() if name not in NATIVE or not _is_whole(terms, name)}
    said = [mark("id", adopted.id)]
    said += [mark("terms", kept)] if kept else []
    return said + [mark(name, written[name]) for name in ("note", "source") if name in written]


def _is_whole(terms: Terms, name: str) -> bool:
    value = dict(terms)[name]
    return not isinstance(value, Fraction) or fits(value)


def _plan(draft: Draft, name: str) -> Object:
    number = list(draft.plans).index(name) + 1
    return {
        "object_type": "STOCK_PLAN",
        "id": f"stock-plan-{number}",
        "plan_name": name,
        "initial_shares_reserved": numeric(draft.plans[name]),
        "stock_class_ids": [COMMON],
        "comments": ["The number reserved is a stand-in: what was granted under the plan."],
    }


def _stakeholder(name: str, number: str) -> Object:
    said = ["Whether this is a person or an institution is a stand-in: the ledger does not know."]
    return {
        "object_type": "STAKEHOLDER",
        "id": number,
        "name": {"legal_name": name},
        "stakeholder_type": "INSTITUTION",
        "comments": said,
    }


def _financings(draft: Draft) -> Iterable[Object]:
    deals: Sequence[tuple[tuple[date, str], list[str]]] = list(draft.deals.items())
    for number, ((day, name), issuances) in enumerate(deals, start=1):
        yield {
            "object_type": "FINANCING",
            "id": f"financing-{number}",
            "name": name,
            "issuance_ids": issuances,
            "date": day.isoformat(),
            "comments": [mark(INTEGRAL, True)],  # noqa: FBT003  the value of the mark
        }
