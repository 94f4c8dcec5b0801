"""Answers as plain data: the very documents of the command, and frames of both libraries without a binary float."""

import copy
import datetime as dt
import importlib.util
import json
import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import seriesd
from tests.docs.command import environment
from tests.workings.asking import asked as by_command

from .asking import ON, ledger

CLAIM = seriesd.Claim(dt.date(2006, 6, 1), Fraction(1, 300))
QUESTIONS = {
    "price": (lambda it: it.price(ON), ["--on", ON]),
    "history": (lambda it: it.history(), []),
    "holders": (lambda it: it.holders(ON), ["--on", ON]),
    "entries": (lambda it: it.entries(), []),
    "explain": (lambda it: it.explain(ON), ["--on", ON]),
    "explain the holders": (lambda it: it.explain_balances(ON), ["--holders", "--on", ON]),
    "what-if": (lambda it: it.what_if(without=["sale"], on=ON), ["--without", "sale", "--on", ON]),
    "readings": (lambda it: it.readings(ON), ["--on", ON]),
    "dividends": (lambda it: it.dividends(ON), ["--on", ON]),
    "waterfall": (lambda it: it.waterfall(5000, ON), ["--assets", "5000", "--on", ON]),
    "calendar": (lambda it: it.calendar(ON), ["--on", ON]),
    "consents": (lambda it: it.consents(ON), ["--on", ON]),
    "flags": (lambda it: it.flags(ON), ["--on", ON]),
    "recordings": (lambda it: it.recordings(), []),
    "documents": (lambda it: it.documents(), []),
    "companies": (lambda it: it.companies(ON), ["--on", ON]),
    "sweep": (
        lambda it: it.sweep(seriesd.EachLapses(), on=ON),
        ["--each-lapses", "--on", ON],
    ),
}
"""What is asked from Python, and the words that ask the command for the same."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    (made / "minutes.txt").write_text("Resolved.")
    with ledger(made) as it:
        it.attach("sale", made / "minutes.txt")
    return made


@pytest.fixture(scope="module")
def there(folder: Path) -> seriesd.Ledger:
    return seriesd.open_ledger(folder / "ledger.db", create=False)


def cells(frame: Any) -> list[Any]:
    rows = frame.to_dict("records") if isinstance(frame, pd.DataFrame) else frame.to_dicts()
    return [value for row in rows for value in row.values()]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_document_is_that_of_the_command(name: str, folder: Path, there: seriesd.Ledger) -> None:
    ask, words = QUESTIONS[name]
    answer = ask(there)
    document = answer.to_dict()
    assert json.loads(json.dumps(document)) == by_command(folder, name.partition(" ")[0], *words)
    assert next(iter(document)) == "schema"
    assert seriesd.to_dict(answer) == document


@pytest.mark.parametrize("name", QUESTIONS)
def test_frames_of_both_libraries_say_the_same_and_hold_no_binary_float(name: str, there: seriesd.Ledger) -> None:
    answer = QUESTIONS[name][0](there)
    of_pandas, of_polars = answer.to_frame("pandas"), answer.to_frame("polars")
    assert list(of_pandas.columns) == of_polars.columns
    assert len(of_pandas) == of_polars.height > 0
    assert not [one for one in cells(of_pandas) if isinstance(one, float)]
    assert not [kind for kind in of_polars.dtypes if kind.is_float()]
    assert not [kind for kind in of_pandas.dtypes if pd.api.types.is_float_dtype(kind)]
    for one, other in zip(cells(of_pandas), cells(of_polars), strict=True):
        assert one == other or (one is pd.NA and other is None) or (pd.isna(one) and other is None)


def test_the_steps_of_the_price_as_rows(there: seriesd.Ledger) -> None:
    frame = there.history().to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert frame["after"].tolist() == ["13/5000", "2/625"]
    assert frame["after_decimal"].tolist() == [Decimal("0.0026"), Decimal("0.0032")]
    assert frame["governs_from"].tolist() == [dt.date(2006, 1, 3), dt.date(2006, 5, 1)]
    assert frame["A"].tolist() == ["10000000", None]
    assert frame["step"].dtype == "Int64"
    assert seriesd.to_frame(there.history(), "polars")["A_decimal"].to_list() == [Decimal(10_000_000), None]


def test_holders_as_rows_and_other_parts_by_their_name(there: seriesd.Ledger) -> None:
    holders = there.holders(ON)
    frame = holders.to_frame("polars")
    dana = frame.row(by_predicate=pl.col("holder") == "Dana", named=True)
    counts = {"series_d": 900, "common": 347_221, "votes": 3_124_996, "as_converted": 3_124_996, "all_votes": 3_472_217}
    assert {name: dana[name] for name in counts} == counts
    assert (dana["fully_diluted"], dana["fully_diluted_decimal"]) == ("3472217", Decimal(3_472_217))
    assert frame.schema["common"] == pl.Int64
    rights = holders.to_frame("polars", of="rights")
    assert rights.select("right", "outstanding", "exercise_price_decimal").rows() == [("Y", "1000", Decimal("0.01"))]
    with pytest.raises(seriesd.ArgumentError, match="of: 'right' are no parts of this answer; did you mean 'rights'"):
        holders.to_frame(of="right")
    with pytest.raises(seriesd.ArgumentError, match="library: 'numpy' is none that is known; name pandas or polars"):
        holders.to_frame("numpy")  # type: ignore[arg-type]


def test_claims_as_rows(there: seriesd.Ledger) -> None:
    frame = there.audit([CLAIM]).to_frame("polars")
    assert frame.select("date", "claimed", "computed", "difference", "agrees").rows() == [
        (dt.date(2006, 6, 1), "1/300", "2/625", "1/7500", False)
    ]
    conversions = there.audit([CLAIM]).to_frame("polars", of="conversions")
    assert conversions["entry"].to_list() == ["conversion"]


def test_what_was_recorded_and_taken_back(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    gift = {"type": "common_issued", "id": "gift", "effective": ON, "holder": "Friend", "shares": 1_000_000}
    recorded = made.record([gift])
    assert recorded.to_dict()["schema"] == "seriesd/record/1"
    assert recorded.to_frame("polars")["entry"].to_list() == ["gift"]
    voided = made.void("gift", reason="never made")
    assert voided.to_dict()["schema"] == "seriesd/void/1"
    assert "price" in voided.to_frame("polars")["kind"].to_list()
    assert made.explain_edit(voided.entries[0]).to_dict()["edit"] == voided.entries[0]
    saved = made.scenarios.save("plan", without=["sale"])
    assert saved.to_dict()["scenarios"][0]["name"] == "plan"
    assert made.scenarios.all().to_frame("polars")["name"].to_list() == ["plan"]


def test_what_was_declined_is_not_answered_as_recorded(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    gift = {"type": "common_issued", "id": "gift", "effective": ON, "holder": "Friend", "shares": 1_000_000}
    known, shown = len(made.log()), list[seriesd.RecordResult]()

    def answering(*, yes: bool) -> seriesd.RecordResult:
        return made.record([gift], approve=lambda found: (shown.append(found), yes)[1])

    declined = answering(yes=False)
    assert [one.entries for one in shown] == [["gift"]]
    document = declined.to_dict()
    assert (document["recorded"], document["entries"], document["steps"], document["told"]) == (0, [], [], [])
    assert (document["already_recorded"], document["warnings"], document["company"]) == (0, [], "Acme")
    assert (declined.is_written, declined.to_frame("polars").height, len(made.log())) == (False, 0, known)
    tried = made.record([gift], write=False)
    assert (tried.is_written, tried.recorded, len(made.log())) == (False, 1, known)
    done = answering(yes=True)
    assert (done.is_written, done.recorded, len(made.log())) == (True, 1, known + 1)
    assert done.to_dict() == tried.to_dict()
    again = answering(yes=True)
    assert (again.is_written, again.recorded, again.already_recorded, len(shown)) == (False, 0, 1, 2)


def test_the_first_recording_of_a_company_can_be_declined(tmp_path: Path) -> None:
    begun = {"type": "opening_balance", "effective": "2006-01-02", "holder": "Founders", "common": 1}
    with seriesd.open_ledger(tmp_path / "new.db", company="New") as made:
        assert made.record([begun], approve=lambda _: False).to_dict()["recorded"] == 0
        assert made.store.companies() == []


def test_an_edit_that_there_is_not_is_refused_and_another_entry_is_none(there: seriesd.Ledger) -> None:
    assert there.explain_edit("sale") is None
    with pytest.raises(
        seriesd.Refusal, match=r"^no entry 'salle' stands in the timeline; did you mean 'sale'\?$"
    ) as found:
        there.explain_edit("salle")
    assert found.value.code == "unknown_entry"


def test_taking_back_says_what_is_meant_in_words_of_python(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    with pytest.raises(seriesd.EntryError, match=r"^reason: is empty; write it in words$"):
        made.void("sale", reason=" ")
    with pytest.raises(seriesd.EntryError, match=r"^reason: is too long; it may have 20,000 characters$"):
        made.void("sale", reason="x" * 20_001)
    exercise = {"type": "right_exercised", "effective": ON, "right": "Y", "shares": 5, "holder": "Adviser"}
    made.record([exercise | {"stage": "option", "id": "exercise"}])
    with pytest.raises(seriesd.Refusal, match="exercise") as refused:
        made.void("grant", reason="never granted")
    assert "--with-dependents voids them with it (from Python with_dependents=True)" in refused.value.message
    assert made.void("grant", reason="never granted", with_dependents=True).with_ == ["exercise"]


def test_a_step_is_a_part_of_the_history_and_no_answer(there: seriesd.Ledger) -> None:
    with pytest.raises(seriesd.ArgumentError, match="is no answer of a ledger"):
        seriesd.to_dict(there.history()[0])
    assert seriesd.to_dict(there.history())["steps"][0]["entry"] == there.history()[0].entry


@pytest.mark.parametrize("begun", [True, False])
def test_a_ledger_that_is_closed_says_so(begun: bool, tmp_path: Path) -> None:
    made = ledger(tmp_path) if begun else seriesd.open_ledger(tmp_path / "ledger.db", company="Acme")
    made.close()
    made.close()
    gift = {"type": "common_issued", "effective": ON, "holder": "Friend", "shares": 1}
    for ask in (made.price, made.log, made.companies, lambda: made.record([gift]), lambda: made.scenarios):
        with pytest.raises(seriesd.StoreError, match=r"ledger\.db is closed; open it again$"):
            ask()
    if begun:
        with ledger(tmp_path) as again:
            assert len(again.log()) == len(again.entries().entries)


def test_an_answer_without_parts_has_its_columns(tmp_path: Path) -> None:
    with seriesd.open_ledger(tmp_path / "new.db", company="New") as made:
        made.record([{"type": "opening_balance", "effective": "2006-01-02", "holder": "Founders", "common": 1}])
        empty = made.history()
        assert empty == []
        for library in ("pandas", "polars"):
            assert {"step", "after", "after_decimal"} <= set(empty.to_frame(library).columns)


def test_what_no_column_holds_stands_as_text(tmp_path: Path) -> None:
    many = 10**30
    with seriesd.open_ledger(tmp_path / "new.db", company="New") as made:
        made.record([{"type": "opening_balance", "effective": "2006-01-02", "holder": "Founders", "common": many}])
        for library in ("pandas", "polars"):
            assert list(made.holders(ON).to_frame(library)["common"]) == [str(many)]
            assert list(made.price(ON).to_frame(library)["in_effect_decimal"]) == [Decimal("0.0033")]


def test_a_list_stays_a_list(there: seriesd.Ledger) -> None:
    steps = there.history(replays=False)
    assert isinstance(steps, list)
    assert steps == list(steps)
    assert copy.deepcopy(steps) == steps == pickle.loads(pickle.dumps(steps))  # noqa: S301  our own bytes


@pytest.mark.parametrize("library", [None, "pandas", "polars"])
def test_without_a_library_it_is_said_what_to_install(
    library: Any, there: seriesd.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "commands.api.data.frames.find_spec", lambda name: None if name in ("pandas", "polars") else found(name)
    )
    wanted = "pandas or polars" if library is None else library
    with pytest.raises(seriesd.NoFrameError, match=rf"a data frame needs {wanted}: pip install 'seriesd\[frames\]'"):
        there.price(ON).to_frame(library)


def test_no_library_of_frames_is_loaded_before_it_is_asked_for(folder: Path) -> None:
    code = (
        "import sys, seriesd; it = seriesd.open_ledger('ledger.db'); it.price('2006-06-01').to_dict(); "
        "print([name for name in ('pandas', 'polars', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
