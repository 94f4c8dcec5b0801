"""What a package says of rights, classes, holders, files and dates: used, compared, refused, or said to be lost."""

import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commands.journal import UnreadableError
from commands.ocf import read_package, reconciled
from tests.exports.acme import (
    NOTE,
    OPTION,
    SALE,
    TWO,
    WARRANT,
    book_of,
    cancels,
    company,
    entry_of,
    figures,
    mechanism,
    option_left,
    person,
    read,
    refused,
    series,
)
from tests.exports.books import told
from tests.exports.packages import (
    COMMON,
    MANIFEST,
    Object,
    act,
    dollars,
    foreign,
    issue,
    put,
)

# --- the maximum ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["HUMAN_ESTIMATED", "MACHINE_ESTIMATED", "INSTRUMENT_MIN"])
def test_what_is_not_the_maximum_is_refused(tmp_path: Path, source: str) -> None:
    said = refused(company(WARRANT | {"quantity_source": source}), tmp_path)
    assert f"entry w, field quantity_source: {source}: 4E(1) tests the maximum number of shares issuable" in said


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("INSTRUMENT_FIXED", []),
        ("INSTRUMENT_MAX", []),
        ("UNSPECIFIED", ["maximum_unclear"]),
        (None, ["maximum_unclear"]),
    ],
)
def test_a_number_that_nobody_vouches_for_is_said(tmp_path: Path, source: str | None, codes: list[str]) -> None:
    assert figures(company(WARRANT | {"quantity_source": source}), tmp_path) == (Fraction(21, 22), 10_000_000, codes)


def trigger(kind: str, **fields: Any) -> Object:
    return {"trigger_id": "t", "type": "ELECTIVE_AT_WILL", "conversion_right": {
        "conversion_mechanism": {"type": kind, **fields}, "converts_to_stock_class_id": "cs"}}  # fmt: skip


FIXED = "FIXED_AMOUNT_CONVERSION"
SHARE = {"converts_to_percent": "0.1"}


def test_a_trigger_that_says_another_number_than_the_warrant_is_refused(tmp_path: Path) -> None:
    other = WARRANT | {"exercise_triggers": [trigger(FIXED, converts_to_quantity="900000")]}
    assert "a trigger is for 900,000 shares, and the quantity is 1,000,000" in refused(company(other), tmp_path)


def test_a_trigger_of_no_fixed_number_is_said(tmp_path: Path) -> None:
    other = WARRANT | {"exercise_triggers": [trigger("FIXED_PERCENT_OF_CAPITALIZATION_CONVERSION", **SHARE)]}
    assert figures(company(other), tmp_path) == (Fraction(21, 22), 10_000_000, ["maximum_unclear"])


def test_of_several_triggers_of_a_note_the_most_counts_and_that_is_said(tmp_path: Path) -> None:
    """1,000,000 at .5 in all: 10,500,000 / 11,000,000."""
    triggers = [trigger(FIXED, converts_to_quantity=number) for number in ("600000", "1000000")]
    assert figures(company(NOTE | {"conversion_triggers": triggers}), tmp_path) == (
        Fraction(21, 22), 10_000_000, ["maximum_unclear"],
    )  # fmt: skip


def test_a_warrant_ends_when_its_last_trigger_does(tmp_path: Path) -> None:
    ends = [trigger(FIXED, converts_to_quantity="1000000") | {"end_date": day} for day in ("2009-01-01", "2008-01-01")]
    (granted,) = read(company(WARRANT | {"exercise_triggers": ends}), tmp_path / "a").lines[3:]
    assert entry_of(granted)["expires"] == "2009-01-01"
    both = read(company(WARRANT | {"exercise_triggers": ends, "warrant_expiration_date": "2010-01-01"}), tmp_path / "b")
    assert entry_of(both.lines[3])["expires"] == "2010-01-01"
    assert [flag.code for flag in both.notes] == ["statement_differs"]


def test_a_balance_at_another_price_is_said(tmp_path: Path) -> None:
    left = option_left("600000", exercise_price=dollars("0.4"))
    acts = [OPTION, cancels("EQUITY_COMPENSATION", "o", "400000", balance_security_id="o2"), left]
    (said,) = read(company(*acts), tmp_path).notes
    assert (said.code, said.entry) == ("statement_differs", "c")
    assert "is at 0.4 and OPT-1 (security 'o'), which it comes out of, at 0.5" in said.message


# --- the class -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rounding", ["CEILING", "NORMAL"])
def test_another_rounding_is_a_loss_that_is_said_and_kept(tmp_path: Path, rounding: str) -> None:
    imported = read(company(converts=mechanism("1", ("1", "1"), rounding)), tmp_path)
    assert [(flag.code, flag.clause, flag.entry) for flag in imported.notes] == [("terms_lost", "4D", "sa")]
    assert entry_of(imported.lines[0])["note"] == (
        f"The package says of the class what the certificate does not have: rounding_type {rounding}."
    )


def test_other_votes_are_a_loss_that_is_said(tmp_path: Path) -> None:
    imported = read(company(series={"votes_per_share": "10"}), tmp_path)
    assert [(flag.code, flag.clause) for flag in imported.notes] == [("terms_lost", "5")]


REFUSED_CLASSES: list[tuple[str, Object | None, Object, str]] = [
    ("participation", None, {"participation_cap_multiple": "3"}, "takes part in nothing more (3)"),
    ("twice the preference", None, {"liquidation_preference_multiple": "2"}, "must be 1"),
    ("a ratio that contradicts the price", mechanism("2", ("1", "1")), {},
     "one share into 1 contradicts price_per_share over conversion_price, 1 / 2 = 0.5; make the three agree"),
    ("a ratio that is cut off too early", mechanism("3", ("3", "10")), {}, "3/10 contradicts"),
    ("a ratio to zero", mechanism("1", ("1", "0")), {}, "a ratio with a zero"),
    ("a price of zero", mechanism("0", ("1", "1")), {}, "a Conversion Price of zero"),
    ("a stock to come", None, {"conversion_rights": [{"conversion_mechanism": mechanism("1", ("1", "1")),
        "converts_to_stock_class_id": "cs", "converts_to_future_round": True}]}, "into no stock to come"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("converts", "changes", "says"), [pytest.param(c, o, s, id=name) for name, c, o, s in REFUSED_CLASSES]
)
def test_a_class_that_contradicts_the_certificate_is_refused(
    tmp_path: Path, converts: Object | None, changes: Object, says: str
) -> None:
    said = refused(company(converts=converts, series=changes), tmp_path)
    assert says.replace("3/10", "0.3") in said
    assert "classes.json, object 2, entry sa" in said


@pytest.mark.parametrize(
    ("price", "ratio"),
    [("3", ("0.3333333333", "1")), ("3", ("0.333", "1")), ("3", ("1", "3")), ("0.3333333333", ("3", "1")), ("6", ("0.1666666667", "1"))],
)  # fmt: skip
def test_a_ratio_may_be_rounded_where_it_goes_on(tmp_path: Path, price: str, ratio: tuple[str, str]) -> None:
    imported = read(company(converts=mechanism(price, ratio), series={"votes_per_share": ratio[0]}), tmp_path)
    assert entry_of(imported.lines[0])["terms"]["conversion_price"] in (price, int(float(price)))


def test_no_participation_is_none(tmp_path: Path) -> None:
    for multiple in ("0", "1"):
        assert read(company(series={"participation_cap_multiple": multiple}), tmp_path).notes == []


def test_an_adjusted_ratio_is_compared_with_price_and_ratio(tmp_path: Path) -> None:
    """1,000,000 sold at .5: 21/22 = .9545454545 from the next day on, 22/21 = 1.0476190476 Common for one share."""

    def adjusted(price: str, numerator: str, rounding: str = "FLOOR") -> list[str]:
        new = mechanism(price, (numerator, "1"), rounding)
        ratio = act("STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT", "ra", "2006-04-02", stock_class_id="sa",
                    new_ratio_conversion_mechanism=new)  # fmt: skip
        imported = read(company(SALE, ratio), tmp_path)
        return [flag.code for flag in [*imported.notes, *reconciled(imported)[0]]]

    assert adjusted("0.9545454545", "1.0476190476") == []
    assert adjusted("0.9545454545", "1.0476") == []
    assert adjusted("0.9545454545", "1") == ["ratio_differs"]
    assert adjusted("0.9545454544", "1.0476190476") == ["ratio_differs"]
    assert adjusted("0.9545454545", "1.0476190476", "CEILING") == ["terms_lost"]


# --- who -----------------------------------------------------------------------------------------------------


def namesakes(*people: Object) -> dict[str, Any]:
    return {"people.json": {"items": [*map(person, ("founder", "fund")), *people]}}


HELD_BY_TWO = [issue("s2", "2006-01-02", "j1", "5", price="1"), issue("s3", "2006-01-02", "j2", "7", price="1")]


@pytest.mark.parametrize(
    ("people", "common"),
    [
        ((person("j1", "John Lee"), person("j2", "John Lee")), {"John Lee (j1)": 5, "John Lee (j2)": 7}),
        ((person("j1", "John Lee"), person("j2", "john  LEE")), {"John Lee (j1)": 5, "john  LEE (j2)": 7}),
        ((person("j1", "O'Neil"), person("j2", "O\u2019Neil")), {"O'Neil (j1)": 5, "O\u2019Neil (j2)": 7}),
        ((person("j1", "John Lee", issuer_assigned_id="E-1"), person("j2", "John Lee", issuer_assigned_id="E-2")),
         {"John Lee (E-1)": 5, "John Lee (E-2)": 7}),
        ((person("j1", "John Lee", issuer_assigned_id="E-1"), person("j2", "John Lee", issuer_assigned_id="")),
         {"John Lee (j1)": 5, "John Lee (j2)": 7}),
        ((person("j1", "John Lee"), person("j2", "John Leigh")), {"John Lee": 5, "John Leigh": 7}),
    ],
)  # fmt: skip
def test_two_stakeholders_are_two_holders(
    tmp_path: Path, people: tuple[Object, Object], common: dict[str, int]
) -> None:
    imported = read(company(*HELD_BY_TWO, **namesakes(*people)), tmp_path)
    held = dict(book_of(imported).state.common)
    assert held == {"Founder": 10_000_000} | common
    told_apart = [f"another stakeholder has the same legal name: this one is {name}" for name in common if "(" in name]
    assert [flag.message for flag in imported.notes if flag.code == "namesakes"] == told_apart
    assert reconciled(imported)[0] == []


def test_a_name_that_looks_like_one_told_apart_is_told_apart_as_well(tmp_path: Path) -> None:
    people = namesakes(person("j1", "John Lee"), person("j2", "John Lee"), person("j3", "John Lee (j1)"))
    acts = [*HELD_BY_TWO, issue("s4", "2006-01-02", "j3", "9", price="1")]
    imported = read(company(*acts, **people), tmp_path)
    assert dict(book_of(imported).state.common) == {
        "Founder": 10_000_000, "John Lee (j1) (j1)": 5, "John Lee (j2)": 7, "John Lee (j1) (j3)": 9,
    }  # fmt: skip
    assert reconciled(imported)[0] == []


def test_a_namesake_who_holds_nothing_changes_no_name(tmp_path: Path) -> None:
    people = namesakes(person("j1", "John Lee"), person("j2", "John Lee"))
    imported = read(company(HELD_BY_TWO[0], **people), tmp_path)
    assert imported.notes == []
    assert dict(book_of(imported).state.common) == {"Founder": 10_000_000, "John Lee": 5}


def test_what_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "the stakeholder 'fund' stands twice" in refused(company(**namesakes(person("fund"))), tmp_path)
    twice = {"items": [COMMON, series(), series()]}
    assert "the stock class 'sa' stands twice" in refused(foreign(**{"classes.json": twice}), tmp_path)


# --- files ---------------------------------------------------------------------------------------------------


def renamed(files: dict[str, str], manifest: str) -> dict[str, str]:
    return {manifest if name == MANIFEST else name: text for name, text in files.items()}


@pytest.mark.parametrize("name", ["manifest.ocf.json", "cap-table.json", "MANIFEST.JSON"])
def test_the_manifest_is_known_by_its_type(tmp_path: Path, name: str) -> None:
    files = renamed(company(*TWO), name)
    put(files, tmp_path / "p")
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as packed:
        for inner, text in files.items():
            packed.writestr(f"Acme/{inner}", text)
        packed.writestr(f"__MACOSX/Acme/._{name}", b"\x00\x05\x16\x07")
    for path in (tmp_path / "p", tmp_path / "p.zip", tmp_path / "p" / name):
        assert len(read_package(str(path)).lines) == 5


def test_two_manifests_are_too_many_and_none_is_too_few(tmp_path: Path) -> None:
    files = company()
    text = files.pop(MANIFEST)
    assert "a.json and b.json are 2 manifests; name the one that is meant, or give its folder" in refused(
        files | {"a.json": text, "b.json": text}, tmp_path / "two"
    )
    assert len(read_package(str(tmp_path / "two" / "a.json")).lines) == 3
    assert "no file in it has the file_type OCF_MANIFEST_FILE" in refused(files, tmp_path / "none")


def test_a_file_of_another_type_is_refused(tmp_path: Path) -> None:
    put(company(), tmp_path)
    with pytest.raises(UnreadableError, match="what is meant here is a file of type OCF_MANIFEST_FILE"):
        read_package(str(tmp_path / "acts.json"))
    swapped = company(**{MANIFEST: {"transactions_files": [{"filepath": "people.json"}]}})
    assert "'OCF_STAKEHOLDERS_FILE': what is meant here is a file of type OCF_TRANSACTIONS_FILE" in refused(
        swapped, tmp_path / "swapped"
    )


def test_a_file_that_was_changed_is_said(tmp_path: Path) -> None:
    files = company(*TWO)
    (said,) = read(files | {"acts.json": files["acts.json"] + "\n"}, tmp_path).notes
    assert said.code == "file_changed"
    assert said.message.startswith("acts.json has the md5 checksum ")
    listed = [{"filepath": "acts.json", "md5": ""}]
    assert read(company(*TWO, **{MANIFEST: {"transactions_files": listed}}), tmp_path / "blank").notes == []


def test_what_is_dated_after_the_package_is_said(tmp_path: Path) -> None:
    (said,) = read(company(*TWO, **{MANIFEST: {"as_of": "2006-01-01"}}), tmp_path).notes
    assert (said.code, said.entry) == ("statement_differs", "s2")
    assert "2 of its transactions are of later days; all are read" in said.message


def test_blank_texts_are_absent(tmp_path: Path) -> None:
    blank = {"stock_plan_id": "", "custom_id": " ", "cost_basis": None}
    imported = read(company(*[one | blank for one in TWO], OPTION | {"custom_id": "", "expiration_date": ""}), tmp_path)
    assert imported.notes == []
    granted = entry_of(imported.lines[-1])
    assert granted["right"] == "o"
    assert "expires" not in granted


def test_rights_of_one_custom_id_have_names_of_their_own(tmp_path: Path) -> None:
    second = OPTION | {"id": "o2", "security_id": "o2"}
    third = OPTION | {"id": "o3", "security_id": "o3", "custom_id": "o2"}
    imported = read(company(OPTION, second, third), tmp_path)
    assert [entry_of(line)["right"] for line in imported.lines[3:]] == ["OPT-1", "o2", "o3"]


# --- dates ---------------------------------------------------------------------------------------------------


def test_nothing_is_late_of_a_company_that_is_older_than_its_preferred(tmp_path: Path) -> None:
    founded = issue("cs0", "2001-01-02", "founder", "100", price="1")
    put(company(founded), tmp_path / "p")
    answer = told(tmp_path, "--ledger", "new.db", "record", "p", "--format", "ocf")
    assert answer["entries"] == ["cs0", "sa", "cs1", "sa1"]
    # 10,000,000 on a hundred: so it is where shares are founders' shares
    assert [(one["code"], one["entry"]) for one in answer["warnings"]] == [
        ("before_protection", "cs1"),
        ("many_times_outstanding", "cs1"),
    ]


def test_a_class_without_a_date_begins_with_its_first_issuance(tmp_path: Path) -> None:
    imported = read(company(series={"board_approval_date": None}), tmp_path)
    assert [str(line.entry.effective) for line in imported.lines] == ["2005-03-01", "2005-03-02", "2005-03-02"]
    (said,) = imported.notes
    assert (said.code, said.message) == (
        "certificate_dated", "the class has no board_approval_date; its certificate is taken to be of 2005-03-02",
    )  # fmt: skip


def test_the_certificate_authorizes_what_is_authorized_on_its_day(tmp_path: Path) -> None:
    kind = "STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT"
    more = [act(kind, f"a{day}", day, stock_class_id="cs", new_shares_authorized=number)
            for day, number in (("2003-01-01", "30000000"), ("2004-01-01", "40000000"), ("2006-01-01", "50000000"))]  # fmt: skip
    imported = read(company(*more), tmp_path)
    assert book_of(imported).state.authorized == 50_000_000
    (adopted,) = [line.entry for line in imported.lines if line.entry.type == "certificate_adopted"]
    assert adopted.common_authorized == 40_000_000


def test_a_certificate_that_is_dated_otherwise_than_the_act_is_said(tmp_path: Path) -> None:
    passed = act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s3", quantity="50000", resulting_security_ids=["s4"])
    imported = read(company(*TWO, passed, issue("s4", "2006-01-02", "other", "50000")), tmp_path)
    (said,) = imported.notes
    assert (said.code, said.entry) == ("statement_differs", "t")
    assert entry_of(imported.lines[-1])["effective"] == "2006-03-01"
