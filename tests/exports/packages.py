"""Packages of the Open Cap Format: made of ledgers, written by hand, and held against the published models."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import md5
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pyocf import api
from pyocf.files import (
    financingsfile,
    ocfmanifestfile,
    stakeholdersfile,
    stockclassesfile,
    stocklegendtemplatesfile,
    stockplansfile,
    transactionsfile,
    valuationsfile,
    vestingtermsfile,
)

from ledger.log.recorded import Recorded
from projections.ocf import Package, package_of

Object = dict[str, Any]
MADE = datetime(2026, 1, 1, 12, tzinfo=UTC)
END = date(2026, 1, 1)
MANIFEST = "Manifest.ocf.json"

_FILES = {
    "OCF_MANIFEST_FILE": ocfmanifestfile.OCFManifestFile,
    "OCF_FINANCINGS_FILE": financingsfile.FinancingsFile,
    "OCF_STAKEHOLDERS_FILE": stakeholdersfile.StakeholdersFile,
    "OCF_STOCK_CLASSES_FILE": stockclassesfile.StockClassesFile,
    "OCF_STOCK_LEGEND_TEMPLATES_FILE": stocklegendtemplatesfile.StockLegendTemplatesFile,
    "OCF_STOCK_PLANS_FILE": stockplansfile.StockPlansFile,
    "OCF_TRANSACTIONS_FILE": transactionsfile.TransactionsFile,
    "OCF_VALUATIONS_FILE": valuationsfile.ValuationsFile,
    "OCF_VESTING_TERMS_FILE": vestingtermsfile.VestingTermsFile,
}
_MODELS: dict[str, type[BaseModel]] = {
    str(model.model_fields["object_type"].default): model
    for model in vars(api).values()
    if isinstance(model, type) and issubclass(model, BaseModel) and "object_type" in model.model_fields
}
# fields that hold a number in text
_NUMERIC = re.compile(r"[+-]?[0-9]+(\.[0-9]{1,10})?")
_NUMBERS = {
    "amount", "quantity", "quantity_converted", "numerator", "denominator", "initial_shares_authorized",
    "new_shares_authorized", "converts_to_quantity", "initial_shares_reserved", "votes_per_share", "seniority",
}  # fmt: skip


def package(log: list[Recorded], on: date = END) -> Package:
    return package_of(log, on, MADE)


def put(files: dict[str, str], folder: Path) -> Path:
    """Write the files of a package into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def faults(files: dict[str, str]) -> Iterator[str]:
    """What in a package is not as the format documents it."""
    manifest = json.loads(files[MANIFEST])
    for listed in (name for name in manifest if name.endswith("_files")):
        for file in manifest[listed]:
            if md5(files[file["filepath"]].encode(), usedforsecurity=False).hexdigest() != file["md5"]:
                yield f"{file['filepath']}: its checksum is another"
    contents = {name: json.loads(text) for name, text in files.items()}
    for name, content in contents.items():
        _FILES[content["file_type"]](**content)  # raises for what the published models do not know
        for one in content.get("items", [manifest["issuer"]]):
            yield from (f"{name}: {said}" for said in _object_faults(one))
    yield from _reference_faults(contents)


def _object_faults(one: Object) -> Iterator[str]:
    unknown = one.keys() - _MODELS[one["object_type"]].model_fields.keys()
    if unknown:
        yield f"{one['id']}: unknown {unknown}"
    for field, value in _leaves(one):
        if field in _NUMBERS and isinstance(value, str) and not _NUMERIC.fullmatch(value):
            yield f"{one['id']}: {field} is {value}"
        if value is None and field != "expiration_date":
            yield f"{one['id']}: {field} is null"


def _leaves(found: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _leaves(value, name)
    elif isinstance(found, list):
        for value in found:
            yield from _leaves(value, field)
    else:
        yield field, found


def _reference_faults(contents: dict[str, Object]) -> Iterator[str]:
    items = {content["file_type"]: content.get("items", []) for content in contents.values()}
    transactions = items["OCF_TRANSACTIONS_FILE"]
    for kind in ("id", "security_id"):
        named = [one[kind] for one in transactions if kind == "id" or one["object_type"].endswith("_ISSUANCE")]
        yield from (f"{name} stands twice" for name, times in Counter(named).items() if times > 1)
    known = {
        "stakeholder_id": {one["id"] for one in items["OCF_STAKEHOLDERS_FILE"]},
        "stock_class_id": {one["id"] for one in items["OCF_STOCK_CLASSES_FILE"]},
        "stock_plan_id": {one["id"] for one in items["OCF_STOCK_PLANS_FILE"]},
        "split_transaction_id": {one["id"] for one in transactions},
    }
    securities = {one["security_id"] for one in transactions if one["object_type"].endswith("_ISSUANCE")}
    known |= dict.fromkeys(("security_id", "balance_security_id", "resulting_security_ids"), securities)
    known["issuance_ids"] = known["split_transaction_id"]
    for one in [*transactions, *items["OCF_FINANCINGS_FILE"]]:
        yield from (
            f"{one['id']}: {field} names {value}, which is nowhere"
            for field, value in _leaves(one)
            if field in known and value not in known[field]
        )


def foreign(*transactions: Object, **changes: Any) -> dict[str, str]:
    """A package that somebody else made: Acme, its Common and its Series A, and these transactions."""
    files = {
        "classes.json": {"file_type": "OCF_STOCK_CLASSES_FILE", "items": [COMMON, SERIES_A]},
        "people.json": {
            "file_type": "OCF_STAKEHOLDERS_FILE",
            "items": [_person(name) for name in ("ann", "bob", "cyd")],
        },
        "acts.json": {"file_type": "OCF_TRANSACTIONS_FILE", "items": list(transactions)},
    }
    texts = {name: json.dumps(content | changes.get(name, {})) for name, content in files.items()}
    manifest: Object = {
        "ocf_version": "1.2.0",
        "file_type": "OCF_MANIFEST_FILE",
        "issuer": {"object_type": "ISSUER", "id": "i", "legal_name": "Acme", "formation_date": "2005-01-01"},
        "as_of": "2026-01-01",
        "stock_classes_files": [_listed("./classes.json", texts)],
        "stakeholders_files": [_listed("./people.json", texts)],
        "transactions_files": [_listed("./acts.json", texts)],
    }
    return texts | {MANIFEST: json.dumps(manifest | changes.get(MANIFEST, {}))}


def _listed(path: str, texts: dict[str, str]) -> Object:
    data = texts[path.removeprefix("./")].encode()
    return {"filepath": path, "md5": md5(data, usedforsecurity=False).hexdigest()}


def _person(name: str) -> Object:
    return {
        "object_type": "STAKEHOLDER",
        "id": name,
        "name": {"legal_name": name.title()},
        "stakeholder_type": "INDIVIDUAL",
    }


COMMON: Object = {
    "object_type": "STOCK_CLASS",
    "id": "cs",
    "name": "Common",
    "class_type": "COMMON",
    "default_id_prefix": "CS-",
    "initial_shares_authorized": "1000000",
    "votes_per_share": "1",
    "seniority": "1",
}
SERIES_A: Object = {
    "object_type": "STOCK_CLASS",
    "id": "sa",
    "name": "Series A",
    "class_type": "PREFERRED",
    "default_id_prefix": "SA-",
    "initial_shares_authorized": "5000.00",
    "board_approval_date": "2005-02-01",
    "votes_per_share": "4",
    "seniority": "2",
    "price_per_share": {"amount": "10.00", "currency": "USD"},
    "conversion_rights": [
        {
            "type": "STOCK_CLASS_CONVERSION_RIGHT",
            "conversion_mechanism": {
                "type": "RATIO_CONVERSION",
                "conversion_price": {"amount": "2.50", "currency": "USD"},
                "ratio": {"numerator": "4", "denominator": "1"},
                "rounding_type": "FLOOR",
            },
            "converts_to_stock_class_id": "cs",
        }
    ],
}


def dollars(amount: str) -> Object:
    return {"amount": amount, "currency": "USD"}


def act(kind: str, name: str, day: str, **fields: Any) -> Object:
    return {"object_type": f"TX_{kind}", "id": name, "date": day, **fields}


def issue(
    name: str, day: str, holder: str, shares: str, *, price: str = "0", stock: str = "cs", **fields: Any
) -> Object:
    """Stock issued; the security is called like the transaction."""
    given = {"security_id": name, "custom_id": name, "stakeholder_id": holder, "stock_class_id": stock}
    return act("STOCK_ISSUANCE", name, day, quantity=shares, share_price=dollars(price), **(given | fields))


def warrant(name: str, day: str, holder: str, shares: str, price: str, **fields: Any) -> Object:
    given = {"security_id": name, "custom_id": name, "stakeholder_id": holder, "exercise_triggers": []}
    money = {"exercise_price": dollars(price), "purchase_price": dollars("0")}
    told = {"quantity": shares, "quantity_source": "INSTRUMENT_FIXED"} | given | money | fields
    return act("WARRANT_ISSUANCE", name, day, **told)


def convertible(name: str, day: str, holder: str, money: str, mechanism: Object, **fields: Any) -> Object:
    given = {"security_id": name, "custom_id": name, "stakeholder_id": holder, "investment_amount": dollars(money)}
    right = {"conversion_mechanism": mechanism, "converts_to_stock_class_id": "cs"}
    trigger = {"trigger_id": "t", "type": "ELECTIVE_AT_WILL", "conversion_right": right}
    return act("CONVERTIBLE_ISSUANCE", name, day, conversion_triggers=[trigger], **(given | fields))
