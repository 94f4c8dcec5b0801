"""Packages followed security by security: what became of each certificate decides; what cannot be is refused by name."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commands.ocf import reconciled
from tests.exports.acme import (
    CANCELLED,
    FIVE,
    NOTE,
    OPTION,
    SALE,
    TWO,
    WARRANT,
    Acts,
    book_of,
    bought,
    cancels,
    company,
    exercised,
    figures,
    note_left,
    option_left,
    read,
    refused,
    rest,
)
from tests.exports.books import refused as refused_by_the_command
from tests.exports.packages import Object, act, dollars, issue, warrant

# --- what has ended, has not begun, or is smaller ----------------------------------------------------------

ENDED = "CS-3 (security 's3') has ended on 2006-02-01 with x; name a security that is outstanding"
IMPOSSIBLE: list[tuple[str, Acts, str]] = [
    ("cancelled and then bought back", [*TWO, CANCELLED, bought("s3", "50000")], ENDED),
    ("cancelled and then bought back in part", [*TWO, CANCELLED, bought("s3", "10")], ENDED),
    ("cancelled twice", [*TWO, CANCELLED, cancels("STOCK", "s3", "50000")], ENDED),
    ("cancelled and then passed on", [*TWO, CANCELLED, act(
        "STOCK_TRANSFER", "t", "2006-03-01", security_id="s3", quantity="50000", resulting_security_ids=["s4"]),
        issue("s4", "2006-03-01", "other", "50000")], ENDED),
    ("cancelled and then retracted", [*TWO, CANCELLED, act(
        "STOCK_RETRACTION", "y", "2006-03-01", security_id="s3", reason_text="never")], ENDED),
    ("cancelled and then issued anew", [*TWO, CANCELLED, act(
        "STOCK_REISSUANCE", "y", "2006-03-01", security_id="s3", resulting_security_ids=["s4"]),
        issue("s4", "2006-03-01", "buyer", "50000")], ENDED),
    ("cancelled and then consolidated", [*TWO, CANCELLED, act(
        "STOCK_CONSOLIDATION", "y", "2006-03-01", security_ids=["s2", "s3"], resulting_security_id="s4"),
        issue("s4", "2006-03-01", "buyer", "150000")], ENDED),
    ("bought back before it is issued", [*TWO, bought("s3", "50000", "2005-12-31")],
     "CS-3 (security 's3') has not begun on 2005-12-31: it is issued on 2006-01-02 (s3)"),
    ("passed on before it comes out of another", [
        act("STOCK_TRANSFER", "t2", "2006-02-01", security_id="b", quantity="5", resulting_security_ids=["d"]),
        act("STOCK_TRANSFER", "t1", "2006-03-01", security_id="cs1", quantity="10000000", resulting_security_ids=["b"]),
        issue("b", "2006-03-01", "buyer", "10000000"), issue("d", "2006-02-01", "other", "5")],
     "the security 'b' has not begun on 2006-02-01"),
    ("more bought back than it has", [*TWO, bought("s3", "50001")],
     "CS-3 (security 's3') has 50,000 left, fewer than the 50,001 of this act; name 50,000 or fewer"),
    ("more in two parts than it has", [*TWO, cancels("STOCK", "s3", "30000", "2006-02-01", balance_security_id="s3"),
        bought("s3", "20001")], "CS-3 (security 's3') has 20,000 left, fewer than the 20,001"),
    ("the first certificate after the rest was named", [*TWO, cancels(
        "STOCK", "s3", "20000", balance_security_id="s4"), issue("s4", "2006-03-01", "buyer", "30000"),
        act("STOCK_REPURCHASE", "r", "2006-04-01", security_id="s3", quantity="1", price=dollars("1"))],
     "CS-3 (security 's3') has ended on 2006-03-01 with c"),
    ("a rest of another size", [*TWO, cancels("STOCK", "s3", "20000", balance_security_id="s4"),
        issue("s4", "2006-03-01", "buyer", "29999")],
     "CS-3 (security 's3') has 30,000 left after this act, and the security 's4' for the rest has 29,999; it must have 30,000"),
    ("a rest of somebody else", [*TWO, cancels("STOCK", "s3", "20000", balance_security_id="s4"),
        issue("s4", "2006-03-01", "other", "30000")], "the rest stays with the holder of CS-3 (security 's3')"),
    ("a rest that is nowhere", [*TWO, cancels("STOCK", "s3", "20000", balance_security_id="s4")],
     "there is no issuance of the security 's4' that it names"),
    ("a rest that may be the issuance of that day", [*TWO, cancels("STOCK", "s3", "20000"),
        issue("s4", "2006-03-01", "buyer", "30000")], "name it as balance_security_id if it is the rest"),
    ("more passed on than comes out", [*TWO, act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s3", quantity="50000",
        resulting_security_ids=["s4"]), issue("s4", "2006-03-01", "other", "49999")],
     "50,000 of CS-3 (security 's3') are transferred, and 49,999 come out of it; the two must be the same"),
    ("passed on into another class", [*TWO, act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s3", quantity="50000",
        resulting_security_ids=["s4"]), issue("s4", "2006-03-01", "other", "50000", stock="sa")], "of another class"),
    ("out of two acts", [*TWO, act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s3", quantity="50000",
        resulting_security_ids=["s4"]), act("STOCK_TRANSFER", "u", "2006-03-01", security_id="s2", quantity="50000",
        resulting_security_ids=["s4"], balance_security_id="s2"), issue("s4", "2006-03-01", "other", "50000")],
     "the security 's4' has come into being already; it cannot come out of this as well"),
    ("anew for another number", [*TWO, act("STOCK_REISSUANCE", "y", "2006-03-01", security_id="s3",
        resulting_security_ids=["s4"]), issue("s4", "2006-03-01", "buyer", "49999")], "49,999 come out of it"),
    ("anew for another holder", [*TWO, act("STOCK_REISSUANCE", "y", "2006-03-01", security_id="s3",
        resulting_security_ids=["s4"]), issue("s4", "2006-03-01", "other", "50000")], "shares pass to another by a transfer"),
    ("consolidated into another number", [*TWO, act("STOCK_CONSOLIDATION", "y", "2006-03-01", security_ids=["s2", "s3"],
        resulting_security_id="s4"), issue("s4", "2006-03-01", "buyer", "149999")], "149,999 come out of it"),
    ("more converted than it has", [act("STOCK_CONVERSION", "k", "2006-03-01", security_id="sa1",
        quantity_converted="1000001", resulting_security_ids=["s4"]), issue("s4", "2006-03-01", "fund", "1000001")],
     "SA-1 (security 'sa1') has 1,000,000 left, fewer than the 1,000,001"),
    ("none of it", [*TWO, bought("s3", "0")], "an act is on more than none of it"),
    ("less than none of it", [*TWO, bought("s3", "-5")], "an act is on more than none of it"),
    ("in a circle", [act("STOCK_TRANSFER", "t", "2006-03-01", security_id="a", quantity="5", resulting_security_ids=["b"]),
        act("STOCK_TRANSFER", "u", "2006-03-01", security_id="b", quantity="5", resulting_security_ids=["a"]),
        issue("a", "2006-03-01", "buyer", "5"), issue("b", "2006-03-01", "other", "5")], "comes out of it again"),
    ("an option cancelled twice", [OPTION, cancels("EQUITY_COMPENSATION", "o", "1000000"),
        cancels("EQUITY_COMPENSATION", "o", "1000000", "2006-04-01", "c2")], "OPT-1 (security 'o') has ended on 2006-03-01 with c"),
    ("an option cancelled beyond it", [OPTION, cancels("EQUITY_COMPENSATION", "o", "1000001")],
     "OPT-1 (security 'o') has 1,000,000 left, fewer than the 1,000,001"),
    ("an option exercised beyond it", [OPTION, exercised("EQUITY_COMPENSATION", ["s"], quantity="1000001"),
        issue("s", "2006-02-01", "buyer", "1000001")], "OPT-1 (security 'o') has 1,000,000 left"),
    ("more out of an option than is exercised", [OPTION, exercised("EQUITY_COMPENSATION", ["s"], quantity="600000"),
        issue("s", "2006-02-01", "buyer", "600001")], "not more can come out than is exercised"),
    ("nothing out of an option", [OPTION, exercised("EQUITY_COMPENSATION", [], quantity="600000")], "nothing came out of it"),
    ("a certificate out of two exercises", [OPTION, WARRANT, exercised("EQUITY_COMPENSATION", ["s"], quantity="300000"),
        exercised("WARRANT", ["s"], name="e2"), issue("s", "2006-02-01", "buyer", "900000")], "not more can come out than is exercised"),
    ("a part of a warrant, net or not", [WARRANT, exercised("WARRANT", ["s"]), issue("s", "2006-02-01", "buyer", "600000")],
     "give quantity, 1,000,000 if they were withheld for the price (a net exercise), 600,000 if they stay"),
    ("fewer out of a note than were converted", [NOTE, act("CONVERTIBLE_CONVERSION", "k", "2006-02-01", security_id="n",
        trigger_id="t", reason_text="at will", resulting_security_ids=["s"], balance_security_id="n2"),
        issue("s", "2006-02-01", "buyer", "400000"), NOTE | {"id": "n2", "security_id": "n2", "date": "2006-02-01"} | {
        "conversion_triggers": [{"trigger_id": "t", "type": "ELECTIVE_AT_WILL", "conversion_right": {
            "conversion_mechanism": {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": "500000"}}}]}],
     "500,000 of N-1 (security 'n') are converted and 400,000 shares came out"),
    ("more money of a note than it has", [NOTE, act("CONVERTIBLE_CANCELLATION", "c", "2006-02-01", security_id="n",
        amount=dollars("500001"), reason_text="redeemed")], "N-1 (security 'n') has 1,000,000 left"),
    ("one of two parts of an option repriced", [OPTION, act("EQUITY_COMPENSATION_TRANSFER", "t", "2006-02-01",
        security_id="o", quantity="400000", resulting_security_ids=["o2"], balance_security_id="o"),
        OPTION | {"id": "o2", "security_id": "o2", "date": "2006-02-01", "quantity": "400000", "stakeholder_id": "other"},
        act("EQUITY_COMPENSATION_REPRICING", "p", "2006-03-01", security_id="o2", new_exercise_price=dollars("0.4"))],
     "also runs under OPT-1 (security 'o')"),
    ("retracted after a part of it ended", [*TWO, cancels("STOCK", "s3", "5", balance_security_id="s3"), act(
        "STOCK_RETRACTION", "y", "2006-04-01", security_id="s3", reason_text="never")], "has been acted on before"),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "says"), [pytest.param(a, s, id=name) for name, a, s in IMPOSSIBLE])
def test_what_cannot_be_done_with_a_security_is_refused_by_name(tmp_path: Path, acts: Acts, says: str) -> None:
    said = refused(company(*acts), tmp_path)
    assert says in said
    assert "acts.json, object " in said


def test_a_refusal_names_the_file_the_object_its_id_and_the_field(tmp_path: Path) -> None:
    """CS-2 (100,000) and CS-3 (50,000); CS-3 is cancelled, then bought back: Buyer has the 100,000 of CS-2."""
    files = company(*TWO, CANCELLED, bought("s3", "50000"))
    assert refused(files, tmp_path / "p").endswith(f"p: acts.json, object 6, entry r, field security_id: {ENDED}")
    assert "has ended" in refused_by_the_command(tmp_path, "record", "p", "--format", "ocf", "--ledger", "new.db")
    assert not (tmp_path / "new.db").exists()


# --- what is left --------------------------------------------------------------------------------------------

WHOLE: list[tuple[str, Acts, str, int, list[str]]] = [
    # A = 15,000,000 - 400,000 = 14,600,000: (14,600,000 + 500,000) / 15,600,000 = 151/156
    ("a part, the rest under the same id", [FIVE, cancels("STOCK", "s2", "400000", balance_security_id="s2"), SALE],
     "151/156", 15_600_000, []),
    ("a part, the rest under another id", [FIVE, cancels("STOCK", "s2", "400000", balance_security_id="s4"),
        rest("s4", "4600000"), SALE], "151/156", 15_600_000, []),
    ("a part, and no rest is named", [FIVE, cancels("STOCK", "s2", "400000"), SALE], "151/156", 15_600_000, ["rest_stays"]),
    ("a part, a blank rest", [FIVE, cancels("STOCK", "s2", "400000", balance_security_id=" "), SALE],
     "151/156", 15_600_000, ["rest_stays"]),
    ("all of it, a blank rest", [FIVE, cancels("STOCK", "s2", "5000000", balance_security_id=""), SALE],
     # (10,000,000 + 500,000) / 11,000,000
     "21/22", 11_000_000, []),
    ("two parts of it", [FIVE, cancels("STOCK", "s2", "300000", balance_security_id="s2"),
        cancels("STOCK", "s2", "100000", "2006-03-02", "c2", balance_security_id="s2"), SALE], "151/156", 15_600_000, []),
    ("a part of the rest", [FIVE, cancels("STOCK", "s2", "300000", balance_security_id="s4"), rest("s4", "4700000"),
        cancels("STOCK", "s4", "100000", "2006-03-02", "c2", balance_security_id="s4"), SALE], "151/156", 15_600_000, []),
    ("a part bought back", [FIVE, bought("s2", "400000", balance_security_id="s2"), SALE], "151/156", 15_600_000, []),
    # an option on 1,000,000 at .5: 10,500,000 / 11,000,000 = 21/22; on 600,000: 10,300,000 / 10,600,000 = 103/106
    ("an option", [OPTION], "21/22", 10_000_000, []),
    ("a part of an option, no rest named", [OPTION, cancels("EQUITY_COMPENSATION", "o", "400000")],
     "103/106", 10_000_000, ["rest_stays"]),
    ("a part of an option, the same id", [OPTION, cancels("EQUITY_COMPENSATION", "o", "400000", balance_security_id="o")],
     "103/106", 10_000_000, []),
    ("a part of an option, another id", [OPTION, cancels("EQUITY_COMPENSATION", "o", "400000", balance_security_id="o2"),
        option_left("600000")], "103/106", 10_000_000, []),
    ("all of an option in two parts", [OPTION, cancels("EQUITY_COMPENSATION", "o", "400000", balance_security_id="o2"),
        option_left("600000"), cancels("EQUITY_COMPENSATION", "o2", "600000", "2006-04-01", "c2")], "1", 10_000_000, []),
    ("a part of a note by its money", [NOTE, act("CONVERTIBLE_CANCELLATION", "c", "2006-03-01", security_id="n",
        amount=dollars("200000"), reason_text="redeemed")], "103/106", 10_000_000, ["rest_stays"]),
    ("a part of a note, another id", [NOTE, act("CONVERTIBLE_CANCELLATION", "c", "2006-03-01", security_id="n",
        amount=dollars("200000"), balance_security_id="n2", reason_text="redeemed"), note_left("n2", "600000", "300000")],
     "103/106", 10_000_000, []),
    # net: of 1,000,000 exercised 600,000 came out, and 400,000 ended for the price
    ("a net exercise of a warrant", [WARRANT, exercised("WARRANT", ["s"], quantity="1000000"),
        issue("s", "2006-02-01", "buyer", "600000")], "103/106", 10_600_000, []),
    ("a net exercise of an option", [OPTION, exercised("EQUITY_COMPENSATION", ["s"], quantity="1000000"),
        issue("s", "2006-02-01", "buyer", "600000")], "103/106", 10_600_000, []),
    ("a net exercise into two certificates", [OPTION, exercised("EQUITY_COMPENSATION", ["s", "t"], quantity="1000000"),
        issue("s", "2006-02-01", "buyer", "500000"), issue("t", "2006-02-01", "other", "100000")], "103/106", 10_600_000, []),
    # of 500,000 exercised 300,000 came out, 200,000 ended; 500,000 stay: 800,000 in all, 10,400,000 / 10,800,000
    ("a net exercise of a part", [OPTION, exercised("EQUITY_COMPENSATION", ["s"], quantity="500000"),
        issue("s", "2006-02-01", "buyer", "300000")], "26/27", 10_300_000, []),
    ("an exercise of a part", [OPTION, exercised("EQUITY_COMPENSATION", ["s"], quantity="600000"),
        issue("s", "2006-02-01", "buyer", "600000")], "21/22", 10_600_000, []),
    ("an exercise of a part of a warrant", [WARRANT, exercised("WARRANT", ["s"], quantity="600000"),
        issue("s", "2006-02-01", "buyer", "600000")], "21/22", 10_600_000, []),
    ("an exercise of all of a warrant", [WARRANT, exercised("WARRANT", ["s"]), issue("s", "2006-02-01", "buyer", "1000000")],
     "21/22", 11_000_000, []),
    ("an exercise of a part of a warrant, the rest named", [WARRANT, exercised(
        "WARRANT", ["s"], balance_security_id="w2"), issue("s", "2006-02-01", "buyer", "600000"),
        warrant("w2", "2006-02-01", "buyer", "400000", "0.5")], "21/22", 10_600_000, []),
    ("an exercise of a part, and then the rest ends", [WARRANT, exercised("WARRANT", ["s"]),
        issue("s", "2006-02-01", "buyer", "600000"), cancels("WARRANT", "w", "400000")], "103/106", 10_600_000, []),
    ("a conversion of a part of a note", [NOTE, act("CONVERTIBLE_CONVERSION", "k", "2006-02-01", security_id="n",
        trigger_id="t", reason_text="at will", resulting_security_ids=["s"], balance_security_id="n2"),
        issue("s", "2006-02-01", "buyer", "400000"), note_left("n2", "600000", "300000", "2006-02-01")],
     "21/22", 10_400_000, []),
    ("a conversion of a part of a note by its money", [NOTE, act("CONVERTIBLE_CONVERSION", "k", "2006-02-01",
        security_id="n", trigger_id="t", reason_text="at will", quantity_converted="200000", resulting_security_ids=["s"]),
        issue("s", "2006-02-01", "buyer", "400000")], "21/22", 10_400_000, []),
    ("an option in two hands, one part of which ends", [OPTION, act("EQUITY_COMPENSATION_TRANSFER", "t", "2006-02-01",
        security_id="o", quantity="400000", resulting_security_ids=["o2"], balance_security_id="o"), option_left(
        "400000", date="2006-02-01", stakeholder_id="other"), cancels("EQUITY_COMPENSATION", "o2", "400000")],
     "103/106", 10_000_000, ["right_transferred"]),
    ("a certificate split in two and made one again", [FIVE, act("STOCK_REISSUANCE", "y", "2006-03-01", security_id="s2",
        resulting_security_ids=["a", "b"]), issue("a", "2006-03-01", "founder", "400000"),
        issue("b", "2006-03-01", "founder", "4600000"), act("STOCK_CONSOLIDATION", "z", "2006-03-02",
        security_ids=["a", "b"], resulting_security_id="ab"), issue("ab", "2006-03-02", "founder", "5000000"),
        cancels("STOCK", "ab", "400000", "2006-03-03", balance_security_id="ab"), SALE], "151/156", 15_600_000, []),
    ("a part passed on, the rest under the same id", [FIVE, act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s2",
        quantity="400000", resulting_security_ids=["s4"], balance_security_id="s2"), rest("s4", "400000", "other"),
        cancels("STOCK", "s4", "400000", "2006-03-02"), SALE], "151/156", 15_600_000, []),
    ("a part passed on, the rest a result as well", [FIVE, act("STOCK_TRANSFER", "t", "2006-03-01", security_id="s2",
        quantity="5000000", resulting_security_ids=["s4", "s5"]), rest("s4", "400000", "other"), issue(
        "s5", "2006-03-01", "founder", "4600000"), cancels("STOCK", "s4", "400000", "2006-03-02"), SALE],
     "151/156", 15_600_000, []),
    ("files that list acts by their kinds", [cancels("STOCK", "s4", "400000"), act("STOCK_TRANSFER", "t", "2006-03-01",
        security_id="s2", quantity="400000", resulting_security_ids=["s4"], balance_security_id="s2"),
        SALE, rest("s4", "400000", "other"), FIVE | {"date": "2006-03-01"}], "151/156", 15_600_000, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "price", "outstanding", "codes"), [pytest.param(a, p, o, c, id=name) for name, a, p, o, c in WHOLE]
)
def test_what_a_part_leaves_is_left(tmp_path: Path, acts: Acts, price: str, outstanding: int, codes: list[str]) -> None:
    assert figures(company(*acts), tmp_path) == (Fraction(price), outstanding, codes)


# --- splits --------------------------------------------------------------------------------------------------


def splits(new: str, old: str, day: str = "2006-03-01", stock: str = "cs", **more: Any) -> Object:
    ratio = {"numerator": new, "denominator": old}
    return act("STOCK_CLASS_SPLIT", "split", day, stock_class_id=stock, split_ratio=ratio, **more)


def anew(security: str, *results: str, day: str = "2006-03-01", split: str | None = "split") -> Object:
    of = {} if split is None else {"split_transaction_id": split}
    return act(
        "STOCK_REISSUANCE", f"anew-{security}", day, security_id=security, resulting_security_ids=[*results], **of
    )


THREE = [issue(f"t{shares}", "2006-01-02", "buyer", shares, price="1") for shares in ("7", "8")]
"""7 and 8 shares of one holder: three become one, 5 in all; certificate by certificate 2 and 2."""

SPLITS: list[tuple[str, Acts, dict[str, int], list[str]]] = [
    ("certificates stay", [*THREE, splits("1", "3")], {"Buyer": 5, "Founder": 3_333_333}, []),
    ("each is issued anew", [*THREE, splits("1", "3"), anew("t7", "u7"), issue("u7", "2006-03-01", "buyer", "2"),
        anew("t8", "u8"), issue("u8", "2006-03-01", "buyer", "3")], {"Buyer": 5, "Founder": 3_333_333}, []),
    ("anew, without saying for which split", [*THREE, splits("1", "3"), anew("t7", "u7", split=None), issue(
        "u7", "2006-03-01", "buyer", "2"), anew("t8", "u8", split=None), issue("u8", "2006-03-01", "buyer", "3")],
     {"Buyer": 5, "Founder": 3_333_333}, []),
    ("each rounded down by itself", [*THREE, splits("1", "3"), anew("t7", "u7"), issue("u7", "2006-03-01", "buyer", "2"),
        anew("t8", "u8"), issue("u8", "2006-03-01", "buyer", "2")], {"Buyer": 5, "Founder": 3_333_333}, ["balance_differs"]),
    ("anew before the split in the file", [*THREE, anew("t7", "u7"), issue("u7", "2006-03-01", "buyer", "2"),
        splits("1", "3")], {"Buyer": 5, "Founder": 3_333_333}, []),
    ("then a part is cancelled", [*THREE, splits("2", "1"), cancels("STOCK", "t7", "10", "2006-03-02",
        balance_security_id="t7")], {"Buyer": 20, "Founder": 20_000_000}, []),
    ("a split of the series", [*THREE, splits("2", "1", stock="sa")], {"Buyer": 15, "Founder": 10_000_000}, []),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "common", "codes"), [pytest.param(a, c, o, id=name) for name, a, c, o in SPLITS])
def test_a_split_changes_every_certificate(
    tmp_path: Path, acts: Acts, common: dict[str, int], codes: list[str]
) -> None:
    imported = read(company(*acts), tmp_path)
    assert dict(book_of(imported).state.common) == common
    assert [flag.code for flag in reconciled(imported)[0]] == codes


def test_a_right_is_for_the_shares_that_a_split_makes_of_its_own(tmp_path: Path) -> None:
    """Of 1,000,000, two for one 2,000,000, 800,000 end: as 600,000 of 1,000,000 before it, (10.3 / 10.6) / 2."""
    acts = [
        OPTION,
        splits("2", "1", "2006-02-01"),
        cancels("EQUITY_COMPENSATION", "o", "800000", balance_security_id="o"),
    ]
    assert figures(company(*acts), tmp_path) == (Fraction(103, 212), 20_000_000, [])


@pytest.mark.parametrize(
    ("acts", "says"),
    [
        ([*THREE, splits("1", "3"), anew("t7", "u7"), issue("u7", "2006-03-01", "buyer", "7")], "7 come out of it"),
        ([*THREE, anew("t7", "u7", split="none"), issue("u7", "2006-03-01", "buyer", "7")], "no split 'none' before it"),
        ([*THREE, splits("0", "3")], "both numbers must be above zero"),
        ([OPTION, splits("1", "10", "2006-02-01"), cancels("EQUITY_COMPENSATION", "o", "1000000")],
         "OPT-1 (security 'o') has 100,000 left, fewer than the 1,000,000"),
    ],
    ids=["anew as if not split", "a split that is none", "into nothing", "in units before the split"],
)  # fmt: skip
def test_what_a_split_does_not_make_is_refused(tmp_path: Path, acts: Acts, says: str) -> None:
    assert says in refused(company(*acts), tmp_path)
