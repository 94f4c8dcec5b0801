"""What a question from Python is given: days and moments also as text, and all else refused by an error of our own."""

import datetime as dt
import inspect
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import seriesd
from seriesd import ArgumentError, SeriesdError

from .asking import ON, ledger

DAY = dt.date(2006, 6, 1)
NAIVE = dt.datetime(2006, 3, 1, 12)  # noqa: DTZ001  that it has no zone is the point
WRONG: tuple[Any, ...] = (
    *("", "nonsense", "2006-13-01", "01.03.2006", b"2006-03-01", 1.5, -1, 10**30, True, float("nan")),
    *([], ["x"], [1], {}, {"a": 1}, {1: 2}, {"a": {"b": [1]}}, object(), int, Fraction(1, 3)),
    *(NAIVE, dt.datetime(2006, 3, 1, tzinfo=dt.UTC), dt.date.max, "9999-12-31T23:59:59Z"),
)
RIGHT: dict[str, Any] = {
    "entries": [], "entry": "sale", "reason": "a slip", "fields": {"shares": 1}, "assets": 1_000, "claims": [],
    "earlier": "2007-01-01", "later": "2008-01-01", "file": "nowhere.txt", "document": "minutes", "name": "a plan", "other": "another", "number": 1,
    "head": "0" * 64, "known": None, "loaded": None, "since": "2005-12-31",
}  # fmt: skip
CALLED_BACK = {"told", "approve", "observers"}
"""Functions, which are called when their time has come."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> seriesd.Ledger:
    made = ledger(tmp_path_factory.mktemp("given"))
    made.scenarios.save("a plan", without=["sale"])
    made.scenarios.save("another", without=["grant"])
    made.propose([{"type": "common_issued", "effective": "2007-01-01", "holder": "Late", "shares": 1}])
    return made


def questions(whom: Any) -> dict[str, Callable[..., Any]]:
    """The public methods, but for those that end it."""
    names = [
        name for name in dir(type(whom)) if not name.startswith("_") and name not in ("close", "store", "of", "grown")
    ]
    return {name: getattr(whom, name) for name in names if inspect.ismethod(getattr(whom, name))}


def wrong_arguments(question: Callable[..., Any]) -> list[tuple[list[Any], dict[str, Any]]]:
    """Every parameter in turn with everything wrong; the others with what is right, or not given."""
    known = inspect.signature(question).parameters.values()
    needed = {one.name: RIGHT[one.name] for one in known if one.default is one.empty and one.kind != one.VAR_POSITIONAL}
    found = []
    for one, value in product(known, WRONG):
        if one.name in CALLED_BACK:
            continue
        varying = one.kind == one.VAR_POSITIONAL
        dry = {"write": False} if any(it.name == "write" for it in known) and one.name != "write" else {}
        found.append(([value] if varying else [], needed | dry | ({} if varying else {one.name: value})))
    return found


@pytest.mark.parametrize("whom", ["ledger", "session", "scenarios", "proposals"])
def test_wrong_arguments_raise_nothing_but_our_errors(whom: str, asked: seriesd.Ledger) -> None:
    asking = asked if whom == "ledger" else asked.session() if whom == "session" else getattr(asked, whom)
    found = []
    for name, question in questions(asking).items():
        for positional, named in wrong_arguments(question):
            try:
                question(*positional, **named)
            except SeriesdError:
                continue
            except Exception as error:  # noqa: BLE001  any other is what is looked for
                found.append(f"{name}({positional}, {named}): {error!r}")
    assert found == []


def test_wrong_places_raise_nothing_but_our_errors(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database")
    for url in (
        *WRONG,
        tmp_path,
        tmp_path / "notes.txt",
        "mysql://there",
        "postgresql://localhost:1/none",
        "none/at/all.db",
    ):
        with pytest.raises(SeriesdError):
            seriesd.open_ledger(url, create=False)
    for company in WRONG:
        if not isinstance(company, str):
            with pytest.raises(ArgumentError, match="company: "):
                seriesd.open_ledger(tmp_path / "new.db", company=company)


def test_the_functions_beside_raise_nothing_but_our_errors() -> None:
    for value in (*WRONG, None):
        with pytest.raises(ArgumentError, match="is no answer of a ledger"):
            seriesd.to_dict(value)
        with pytest.raises(SeriesdError):
            seriesd.to_frame(value)
    for value in (*WRONG, None):
        with pytest.raises(SeriesdError):
            seriesd.check_proof(value)
        for named in ({"heads": value}, {"public_keys": value}, {"roots": value}, {"ledger": value}):
            with pytest.raises(SeriesdError):
                seriesd.check_proof({}, **named)
        with pytest.raises(SeriesdError):
            seriesd.signing_key(value)
    with pytest.raises(ArgumentError, match="the steps go up"):
        seriesd.steps(Fraction(2), Fraction(1), Fraction(1))


def test_a_locked_database_is_one_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr("ledger.store.sqlite.place.LOCK_TIMEOUT", 0)
    made = ledger(tmp_path)
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(seriesd.StoreError, match="locked"):
            made.record([{"type": "common_issued", "effective": ON, "holder": "Late", "shares": 1}])
        other.rollback()


@pytest.mark.parametrize(
    "name", ["price", "holders", "calendar", "dividends", "flags", "consents", "readings", "companies"]
)
def test_a_day_may_be_text(name: str, asked: seriesd.Ledger) -> None:
    question = getattr(asked, name)
    assert seriesd.to_dict(question(ON)) == seriesd.to_dict(question(DAY))
    with pytest.raises(
        ArgumentError, match=r"^on: '01.06.2006' is not a date; write it as year-month-day, like 2006-03-01$"
    ):
        question("01.06.2006")


def test_a_day_may_be_text_beside_other_arguments(asked: seriesd.Ledger) -> None:
    assert asked.waterfall("5000000", ON).assets == asked.waterfall(5_000_000, DAY).assets == 5_000_000
    assert asked.what_if(without=["sale"], on=ON).what_if.on == DAY
    assert asked.session().price(ON).on == asked.explain(ON).on == DAY
    assert asked.scenarios.show("a plan", ON).answer.actual.on == DAY
    assert asked.book(until=ON).state.outstanding == asked.book(until=DAY).state.outstanding
    parity = {"class": "Series E", "shares": 1, "preference": "100"}
    assert asked.waterfall(1, ON, parity=[parity]).parity["Series E"].due == 100


def test_a_moment_may_be_text(asked: seriesd.Ledger) -> None:
    now = dt.datetime.now(dt.UTC)
    texts = (now.isoformat(), (now + dt.timedelta(days=1)).date().isoformat(), "2999-01-01T00:00:00Z")
    for given in (*texts, now, now.astimezone(dt.timezone(dt.timedelta(hours=5))), dt.date(2999, 1, 1)):
        assert len(asked.log(as_known=given)) == len(asked.log())
    with pytest.raises(seriesd.Refusal):
        asked.price(ON, as_known="2006-01-01T00:00:00Z")
    with pytest.raises(
        ArgumentError, match=r"^as_known: 'soon' is not a timestamp; write it like 2006-03-01T12:00:00Z$"
    ):
        asked.price(ON, as_known="soon")
    with pytest.raises(ArgumentError, match="as_known: 2006-03-01T12:00:00 has no zone"):
        asked.price(ON, as_known=NAIVE)


def test_a_claim_is_read_when_it_is_made() -> None:
    """0.00320 has five places, as it is written; a fraction states no decimal, and a whole number none behind the point."""
    assert seriesd.Claim(ON, "0.00320", "3125") == seriesd.Claim(
        DAY, Fraction(2, 625), Fraction(3125), None, None, 5, 0
    )
    assert seriesd.Claim(ON, Decimal("0.00320")).places == seriesd.Claim(ON, "0.0032", places=5).places == 5
    third = seriesd.Claim(ON, "1/300")
    assert (third.price, third.places, third.written) == (Fraction(1, 300), -1, None)
    assert (seriesd.Claim(DAY, 1).price, seriesd.Claim(DAY, Fraction(2, 625)).written) == (1, 4)


def test_claims_in_text_are_compared_as_they_are_written(tmp_path: Path) -> None:
    """The price on the day is 2/625 = 0.0032, which to three places is 0.003."""
    claims = [seriesd.Claim(ON, text) for text in ("0.0032", "2/625", "0.0033", "0.003")]
    assert [one.price.verdict for one in ledger(tmp_path).audit(claims).claims] == [
        "exact",
        "exact",
        "wrong",
        "as_stated",
    ]


def test_what_a_sweep_varies_may_be_text(asked: seriesd.Ledger) -> None:
    exact = (Fraction(1, 1000), Fraction(1, 500), Fraction(3, 1000))
    assert (
        seriesd.steps("0.001", "0.003", "0.001") == seriesd.steps(*map(Decimal, ("0.001", "0.003", "0.001"))) == exact
    )
    assert seriesd.steps(1, 2, "1/2") == (1, Fraction(3, 2), 2)
    issue = seriesd.NextIssue(shares=["5000000"], prices=["0.001", "1/500", Decimal("0.003")])
    assert issue == seriesd.NextIssue(shares=(Fraction(5_000_000),), prices=exact)
    assert asked.sweep(issue, on=ON).to_dict() == asked.sweep(seriesd.NextIssue((5_000_000,), exact), on=ON).to_dict()
    assert seriesd.EachRepriced(["0.01"]).prices == (Fraction(1, 100),)
    assert seriesd.Vary("sale", "effective", [DAY, "2006-07-01", 3]).values == (ON, "2006-07-01", Fraction(3))


def test_a_model_knows_its_type_and_a_mapping_has_to_say_it(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"id": "gift", "effective": ON, "holder": "Friend", "shares": 5}
    by_hand = seriesd.CommonIssued(**fields)
    read = seriesd.read_entry({"type": "common_issued", **fields})
    assert by_hand == read == seriesd.CommonIssued(type="common_issued", **fields)
    assert seriesd.write_entry(by_hand) == {"type": "common_issued", **fields}
    made = ledger(tmp_path)
    assert made.record([by_hand]).entries == ["gift"]
    assert made.record([{"type": "common_issued", **fields}]).already_recorded == 1
    with pytest.raises(seriesd.EntryError, match=r"^an entry needs a type$"):
        made.record([fields])
    with pytest.raises(seriesd.EntryError, match="common_issued"):
        seriesd.CommonIssued(type="option_granted", **fields)
    assert all(model.model_fields["type"].is_required() for model in seriesd.STORED_TYPES.values())


def test_a_decimal_is_exact(asked: seriesd.Ledger) -> None:
    assert asked.waterfall(Decimal("5000.10"), ON).assets == Fraction("5000.1")
    fields = {"effective": ON, "holder": "Fund", "shares": Decimal("1E+3"), "consideration": {"cash": Decimal("0.1")}}
    found = seriesd.read_entry({"type": "common_issued", **fields})
    assert isinstance(found, seriesd.CommonIssued)
    assert (found.shares, type(found.shares), found.consideration.cash) == (1_000, int, Fraction(1, 10))
    for wrong in ("NaN", "-Infinity", "1E+999999", "1.5"):
        with pytest.raises(seriesd.EntryError, match=r"^shares: "):
            seriesd.read_entry({"type": "common_issued", **fields, "shares": Decimal(wrong)})


@pytest.mark.parametrize(
    ("named", "both"),
    [
        ({"on": ON, "step": 1}, "on and step"),
        ({"on": DAY, "entry": "sale"}, "on and entry"),
        ({"step": 1, "entry": "sale"}, "step and entry"),
        ({"on": ON, "step": 0, "entry": "sale"}, "on and step and entry"),
    ],
)
def test_one_thing_is_explained_at_a_time(named: dict[str, Any], both: str, tmp_path: Path) -> None:
    made = ledger(tmp_path)
    said = f"^explain one thing at a time, of on=…, step=…, entry=…; here are {both}$"
    with pytest.raises(ArgumentError, match=said):
        made.explain(**named)
    (name, value), *_ = named.items()
    if value != 0:
        assert made.explain(**{name: value}).to_dict()["schema"] == "seriesd/explain/1"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda it: it.what_if(without="sale"), r"^without: several names are taken; write one as \['sale'\]$"),
        (lambda it: it.what_if(change={"sale": 5}), r"^change: write fields by entry, like "),
        (lambda it: it.waterfall(0.1), "^assets: 0.1 came as a binary float; give the number as text"),
        (lambda it: it.waterfall(-1), "^assets: -1 is below zero"),
        (lambda it: it.explain(step="2"), "^step: '2' is not a whole number, 0 or more$"),
        (lambda it: it.record({"type": "common_issued"}), "^entries: .* is not a list$"),
        (lambda it: it.record([7]), "^7 is no entry; write one as a mapping of its fields, or as a model$"),
        (lambda it: it.audit(["0.0033"]), "^claims: '0.0033' is not a Claim$"),
        (lambda _: seriesd.Claim(on="01.06.2006", price=1), "^Claim: on: '01.06.2006' is not a date; write it as year-"),
        (lambda _: seriesd.Claim(on=ON, price=0.0023), "^Claim: price: 0.0023 came as a binary float"),
        (lambda _: seriesd.Claim(on=ON, price="-1"), "^Claim: price: -1 is below zero"),
        (lambda _: seriesd.Claim(DAY, 1, common_per_share="many"), "^Claim: common_per_share: 'many' is not a number"),
        (lambda _: seriesd.Claim(DAY, 1, row="2"), "^Claim: row: '2' is not a whole number$"),
        (lambda _: seriesd.Claim(DAY, 1, source=7), "^Claim: source: 7 is not text$"),
        (lambda _: seriesd.Claim(DAY, 1, places=True), "^Claim: places: True is not a whole number$"),
        (lambda _: seriesd.steps(0, 1, 0.5), "^steps: step: 0.5 came as a binary float"),
        (lambda _: seriesd.steps("one", 1, 1), "^steps: first: 'one' is not a number"),
        (lambda _: seriesd.NextIssue(shares=5, prices=["0.001"]), "^NextIssue: shares: 5 is not a list$"),
        (lambda _: seriesd.NextIssue(shares=[5], prices="0.001"), "^NextIssue: prices: '0.001' is not a list$"),
        (lambda _: seriesd.NextOption(shares=[5], prices=[0.001]), "^NextOption: prices: 0.001 came as a binary float"),
        (lambda _: seriesd.EachRepriced([None]), "^EachRepriced: prices: None is not a number"),
        (lambda _: seriesd.Vary("sale", "shares", [1.5]), "^Vary: values: 1.5 came as a binary float"),
        (lambda _: seriesd.Vary("sale", 5, [1]), "^Vary: field: 5 is not text$"),
        (lambda it: it.waterfall(Decimal("NaN")), "^assets: 'NaN' is not a number"),
        (lambda it: it.session().sweep(seriesd.NextIssue, on=ON), "is nothing that a sweep varies"),
        (lambda _: seriesd.CommonIssued(type="common_issued", effective=ON, holder="Fund", shares=1.5), "binary float"),
    ],
)  # fmt: skip
def test_it_is_said_what_is_taken(ask: Callable[[seriesd.Ledger], Any], said: str, asked: seriesd.Ledger) -> None:
    with pytest.raises(SeriesdError, match=said) as caught:
        ask(asked)
    assert isinstance(caught.value, ValueError)
