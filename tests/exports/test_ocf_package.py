"""A ledger as a package of the Open Cap Format: as documented, with the right figures, and honest about what is lost."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from ledger.events import STORED_TYPES, CertificateAdopted, EntryCorrected, EntryVoided
from ledger.refusals import Refusal
from projections.answers.flags import NO_CERTIFICATE
from projections.ocf.losses import NO_PLACE
from projections.ocf.package import WRITERS
from tests.exports.books import ATG, EXAMPLES, FLIP, Entry, done, example, recorded, told
from tests.exports.packages import faults, package
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def acts(name: str, folder: Path) -> list[dict[str, Any]]:
    with example(name, folder) as ledger:
        items: list[dict[str, Any]] = package(ledger.log()).files["Transactions.ocf.json"]["items"]
    return items


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_package_of_every_example_is_as_the_format_documents_it(name: str, tmp_path: Path) -> None:
    with example(name, tmp_path) as ledger:
        assert list(faults(package(ledger.log()).texts())) == []


@FEW
@given(disturbed_timelines(max_entries=25))
def test_the_package_of_any_timeline_is_as_the_format_documents_it(entries: list[Entry]) -> None:
    log = judge(entries).log
    assume(any(isinstance(one.entry, CertificateAdopted) for one in log))
    assert list(faults(package(log).texts())) == []


def test_every_type_of_entry_is_written_or_said_to_be_lost() -> None:
    else_where = {
        "certificate_adopted",
        "series_d_converted",
        "series_d_auto_converted",
        "entry_voided",
        "entry_corrected",
    }
    names = {model: name for name, model in STORED_TYPES.items()}
    written = {names[kind] for kind in WRITERS}
    lost = {names[kind] for kind in NO_PLACE}
    assert written.isdisjoint(lost)
    assert written | lost | else_where == set(STORED_TYPES)
    assert {names[kind] for kind in (CertificateAdopted, EntryVoided, EntryCorrected)} <= else_where


def test_the_ratios_are_exact_and_stand_from_the_day_they_govern(tmp_path: Path) -> None:
    """11.1111 / .0026 = 111,111 / 26 = 8,547 / 2, and 11.1111 / .0032 = 111,111 / 32."""
    items = acts(FLIP, tmp_path)
    ratios = [
        (one["date"], mechanism["conversion_price"]["amount"], mechanism["ratio"], one["comments"])
        for one in items
        if (mechanism := one.get("new_ratio_conversion_mechanism"))
    ]
    assert ratios == [
        ("2006-01-03", "0.0026", {"numerator": "8547", "denominator": "2"}, ["4E(1), option"]),
        ("2006-05-01", "0.0032", {"numerator": "111111", "denominator": "32"}, ["4E(3), lapse"]),
    ]


def test_the_series_begins_with_3367_shares_for_one(tmp_path: Path) -> None:
    with example(FLIP, tmp_path) as ledger:
        common, series = package(ledger.log()).files["StockClasses.ocf.json"]["items"]
    mechanism = series["conversion_rights"][0]["conversion_mechanism"]
    assert mechanism["ratio"] == {"numerator": "3367", "denominator": "1"}
    assert mechanism["rounding_type"] == "FLOOR"
    assert series["conversion_rights"][0]["converts_to_stock_class_id"] == common["id"]


def test_a_conversion_in_part_leaves_a_certificate_for_the_rest(tmp_path: Path) -> None:
    items = acts(FLIP, tmp_path)
    (conversion,) = [one for one in items if one["object_type"] == "TX_STOCK_CONVERSION"]
    of = {one["security_id"]: one for one in items if one["object_type"] == "TX_STOCK_ISSUANCE"}
    assert conversion["quantity_converted"] == "26"
    assert of[conversion["balance_security_id"]]["quantity"] == "974"
    assert [of[name]["quantity"] for name in conversion["resulting_security_ids"]] == ["111111"]


def test_every_certificate_in_force_adds_up_to_the_register(tmp_path: Path) -> None:
    with example(ATG, tmp_path) as ledger:
        items = package(ledger.log()).files["Transactions.ocf.json"]["items"]
        outstanding = ledger.holders().common_outstanding
    gone = {
        one["security_id"] for one in items if not one["object_type"].endswith("_ISSUANCE") and "security_id" in one
    }
    left = [
        int(one["quantity"])
        for one in items
        if one["object_type"] == "TX_STOCK_ISSUANCE"
        and one["stock_class_id"] == "stock-class-common"
        and one["security_id"] not in gone
    ]
    assert sum(left) == outstanding == 9_883_406


def test_what_is_not_carried_is_said_with_the_entries_that_it_is_about(tmp_path: Path) -> None:
    recorded(tmp_path, ATG)
    answer = told(tmp_path, "--ledger", "ledger.db", "export", "--format", "ocf", "-o", "package")
    assert {loss["code"]: loss["entries"] for loss in answer["losses"]} == {
        "recorded_at": [],
        "issuer": [],
        "ratios": [],
        "edited": ["correction-1"],
        "readjusted": ["warrants-cancelled"],
        "assumed": ["conversion-1"],
        "notice_sent": ["notice-1"],
        "consent_given": ["consent-series-e"],
        "protected_action_taken": ["series-e-designated"],
    }
    assert {one["file"] for one in answer["files"]} == {path.name for path in (tmp_path / "package").iterdir()}


def test_a_number_that_goes_on_is_rounded_said_so_and_kept_in_a_comment() -> None:
    log = judge(
        [
            {"type": "certificate_adopted", "effective": "2005-09-06", "company": "Acme", "common_authorized": 10**9},
            {"type": "series_d_issued", "effective": "2005-09-07", "holder": "Dana", "shares": 10},
            {"type": "common_issued", "id": "third", "effective": "2006-01-02", "holder": "Ann", "shares": 3,
             "consideration": {"cash": "1/3"}},
        ]
    ).log  # fmt: skip
    made = package(log)
    (third,) = [one for one in made.files["Transactions.ocf.json"]["items"] if one["id"] == "third"]
    assert third["share_price"]["amount"] == "0.1111111111"
    assert third["cost_basis"]["amount"] == "0.3333333333"
    assert third["comments"] == ['seriesd: consideration {"cash": "1/3"}']
    assert [loss.entries for loss in made.losses if loss.code == "rounded"] == [("third",)]


def test_a_package_in_a_folder_and_in_a_zip_file_is_the_same(tmp_path: Path) -> None:
    import zipfile

    recorded(tmp_path, FLIP)
    words = ("--ledger", "ledger.db", "export", "--format", "ocf", "-o")
    done(tmp_path, *words, "package", "--on", "2006-02-28")
    done(tmp_path, *words, "package.zip", "--on", "2006-02-28")
    with zipfile.ZipFile(tmp_path / "package.zip") as packed:
        inside = {name: json.loads(packed.read(name)) for name in packed.namelist()}
    beside = {path.name: json.loads(path.read_bytes()) for path in (tmp_path / "package").iterdir()}
    for made in (inside, beside):
        assert made["Manifest.ocf.json"].pop("generated_at")
    assert inside == beside
    assert inside["Manifest.ocf.json"]["as_of"] == "2006-02-28"
    assert not [one for one in inside["Transactions.ocf.json"]["items"] if one["date"] > "2006-02-28"]


def test_before_its_certificate_there_is_no_package(tmp_path: Path) -> None:
    with (
        example(ATG, tmp_path) as ledger,
        pytest.raises(Refusal, match="a package needs one, choose a later day") as no,
    ):
        package(ledger.log(), date(1999, 1, 1))
    assert no.value.rule is NO_CERTIFICATE
