"""Sweeps: a grid of what-ifs, worked out here, in processes and on a cluster, told to people, programs and files."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from commands.api.ledger import open_ledger
from commands.api.session import Session
from commands.api.sweep import ClusterError, swept
from ledger.events import read_entry
from ledger.refusals import Refusal
from projections.compare.hypothesis import Edits
from projections.compare.sweep import Ground, Row, Sweep
from projections.compare.sweep_grid import EachLapses, EachRepriced, NextIssue, NextOption, Vary, steps
from projections.render.charts.heat_map import heat_map, svg
from projections.render.documents.report import report
from projections.render.html import as_html
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.properties.supposing import days_around, what_if_in_full
from tests.reference.timelines import timelines

SVG = "{http://www.w3.org/2000/svg}"

START: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Example Inc.",
     "common_authorized": 15_000_000_000},
    {"type": "opening_balance", "id": "founders", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "id": "series-d", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
]  # fmt: skip
OPTION = {"type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
          "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}}  # fmt: skip
NOTE = {"type": "convertible_issued", "id": "note", "effective": "2006-01-10", "right": "N", "holder": "Lender",
        "shares": 1_000_000, "consideration": {"cash": 9000}}  # fmt: skip
STORY = [*START, OPTION, NOTE]
ON = date(2006, 2, 1)


def session(entries: list[dict[str, Any]]) -> Session:
    made = judge(entries)
    assert not made.refused
    return Session.of(made.log)


def after_close(answer: Sweep) -> dict[tuple[Any, ...], Any]:
    return {row.values: row.after_close and row.after_close.fraction for row in answer.rows}


def told(rows: list[Row]) -> list[Any]:
    return [(one.values, one.figures, one.left_out, one.refused) for one in rows]


# -- what a grid gives ------------------------------------------------------------------------------------------------


def test_a_next_issue_at_each_size_and_price():
    sizes, prices = (
        steps(Fraction(10**7), Fraction(3 * 10**7), Fraction(10**7)),
        steps(Fraction(1, 1000), Fraction(4, 1000), Fraction(1, 1000)),
    )
    answer = session(START).sweep(NextIssue(sizes, prices), on=ON)
    # (A·B + D) / (A + C) from 10,000,000 shares at .0033; .004 is above the price and moves nothing
    expected = {
        (size, price): min(Fraction(33, 10_000), (33_000 + size * price) / (10**7 + size))
        for size in sizes
        for price in prices
    }
    assert list(after_close(answer).items()) == list(expected.items())
    assert answer.actual.after_close == Fraction(33, 10_000)
    assert all(row.in_effect == Fraction(33, 10_000) for row in answer.rows)
    assert answer.rows[0].common_after_close == Fraction("11.1111") / Fraction("0.00215")


def test_a_grid_is_exact():
    assert steps(Fraction("0.1"), Fraction("0.3"), Fraction("0.1")) == (
        Fraction(1, 10),
        Fraction(2, 10),
        Fraction(3, 10),
    )
    assert steps(Fraction(1), Fraction(2), Fraction(1, 3)) == (Fraction(1), Fraction(4, 3), Fraction(5, 3), Fraction(2))
    assert steps(Fraction(1), Fraction(2), Fraction(2, 3)) == (Fraction(1), Fraction(5, 3))
    for wrong in (
        (Fraction(1), Fraction(2), Fraction(0)),
        (Fraction(2), Fraction(1), Fraction(1)),
        (Fraction(0), Fraction(10**6), Fraction(1)),
    ):
        with pytest.raises(ValueError, match=r"the step is above zero|values; 100,000 or fewer"):
            steps(*wrong)


def test_each_right_lapses_in_turn():
    answer = session(STORY).sweep(EachLapses(), on=ON)
    # X made it .0026, and then the note at .009 nothing; without X it is .0033 again
    assert after_close(answer) == {("N",): Fraction(26, 10_000), ("X",): Fraction(33, 10_000)}


def test_each_right_has_each_price_in_turn():
    answer = session(STORY).sweep(EachRepriced((Fraction(0), Fraction(1, 1000), Fraction(3, 1000))), on=ON)
    # X: 1,000 paid for it, and the price; N: 9,000 paid for it, at .009 a share above the price whatever is added
    expected = {
        price: (33_000 + 1000 + 5_000_000 * price) / Fraction(15_000_000) for price in (Fraction(0), Fraction(1, 1000))
    }
    assert after_close(answer) == {
        **{("N", price): Fraction(26, 10_000) for price in (Fraction(0), Fraction(1, 1000), Fraction(3, 1000))},
        ("X", Fraction(0)): expected[Fraction(0)],
        ("X", Fraction(1, 1000)): expected[Fraction(1, 1000)],
        ("X", Fraction(3, 1000)): Fraction(49_000, 15_000_000),
    }


def test_parts_are_varied_together_the_last_fastest():
    parts = [
        Vary("option", "exercise_price", (Fraction(1, 1000), Fraction(2, 1000))),
        NextOption((Fraction(10**6),), (Fraction(1, 2000), Fraction(1))),
    ]
    answer = session(STORY).sweep(*parts, on=ON)
    assert [axis.name for axis in answer.axes] == ["option exercise_price", "option shares", "exercise price"]
    assert [row.values[::2] for row in answer.rows] == [
        (Fraction(1, 1000), Fraction(1, 2000)), (Fraction(1, 1000), Fraction(1)), (Fraction(2, 1000), Fraction(1, 2000)), (Fraction(2, 1000), Fraction(1)),
    ]  # fmt: skip
    # .0026 or, with the exercise price of .002, (33,000 + 11,000) / 15,000,000; then 1,000,000 more at .0005
    first, second = Fraction(26, 10_000), Fraction(44_000, 15_000_000)
    assert [row.after_close for row in answer.rows] == [
        (15_000_000 * first + 500) / 16_000_000, first, (15_000_000 * second + 500) / 16_000_000, second,
    ]  # fmt: skip


def test_a_scenario_that_a_rule_refuses_is_a_row_with_its_refusal():
    sizes = (Fraction(10**6), Fraction(10**12), Fraction(1, 2))
    answer = session(START).sweep(NextIssue(sizes, (Fraction(1, 1000),)), on=ON)
    fits, too_many, half = answer.rows
    assert fits.refused is None
    assert (too_many.refused.code, too_many.refused.clause, too_many.refused.entry) == (
        "beyond_authorized",
        "4E",
        "next-issue",
    )
    assert half.refused.code == "unreadable"
    assert "1/2 is not a whole number" in half.refused.message
    assert set(half.figures.values()) == {None}


def test_what_falls_away_is_named():
    lapse = {"type": "right_terminated", "id": "lapse-1", "effective": "2006-03-01", "right": "X"}
    answer = session([*STORY, lapse]).sweep(EachLapses(), on=ON)
    assert {row.values: row.left_out for row in answer.rows} == {("N",): (), ("X",): ("lapse-1",)}


def test_what_is_planned_takes_a_name_that_is_free():
    taken = {"type": "common_issued", "id": "next-issue", "effective": "2006-01-20", "holder": "Buyers", "shares": 1,
             "consideration": {"cash": 1}}  # fmt: skip
    answer = session([*START, taken]).sweep(NextIssue((Fraction(10**7),), (Fraction(1, 1000),)), on=ON)
    assert [row.refused for row in answer.rows] == [None]
    assert answer.rows[0].after_close < answer.actual.after_close


@pytest.mark.parametrize(
    ("parts", "code", "says"),
    [
        ([EachLapses()], "nothing_to_vary", "no right is outstanding"),
        ([Vary("foundres", "common", (Fraction(1),))], "unknown_entry", "did you mean 'founders'?"),
        (
            [
                NextIssue(
                    steps(Fraction(1), Fraction(1000), Fraction(1)), steps(Fraction(1), Fraction(101), Fraction(1))
                )
            ],
            "too_many_scenarios",
            "101,000 scenarios",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(parts, code, says):
    with pytest.raises(Refusal, match=says.replace("?", r"\?")) as found:
        session(START).sweep(*parts, on=ON)
    assert found.value.code == code


@seed(1)
@settings(
    max_examples=15, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(timelines(max_entries=25), st.data())
def test_every_row_is_what_the_what_if_of_its_own_says(entries, data):
    log = judge(entries).log
    assume(log)
    on = data.draw(st.sampled_from(days_around(log)))
    ground = Ground(log, on, [NextIssue((Fraction(3), Fraction(70_000)), (Fraction(0), Fraction(1, 2))), EachLapses()])
    assume(ground.axes[-1].values)
    for row in list(swept(ground, jobs=1))[:6]:
        if row.refused is not None:
            continue
        size, price, right = row.values
        state = ground.then.rights[right]
        stage = "option" if state.outstanding("option") else "convertible"
        added = [
            {"type": "common_issued", "id": "next-issue", "effective": on.isoformat(), "holder": "next issue",
             "shares": size, "consideration": {"cash": size * price}},
            {"type": "right_terminated", "id": "lapse", "effective": on.isoformat(), "right": right, "stage": stage},
        ]  # fmt: skip
        answer = what_if_in_full(log, Edits(add=[read_entry(one) for one in added]), on)["what_if"]
        figures = {
            name: None if figure is None else figure.num(everything=True) for name, figure in row.figures.items()
        }
        del figures["common_after_close"]
        for more in ("at_opening", "by_accrual"):
            answer.pop(more, None)  # a row of a sweep has the figures alone
        assert answer == {"on": on.isoformat(), **figures}


# -- where it is worked out -------------------------------------------------------------------------------------------

GRID = [
    NextIssue(
        steps(Fraction(10**6), Fraction(7 * 10**6), Fraction(10**6)),
        steps(Fraction(0), Fraction(4, 1000), Fraction(1, 1000)),
    ),
    EachLapses(),
]


def test_processes_give_the_same_rows_in_the_same_order():
    ground = Ground(judge(STORY).log, ON, GRID)
    here = list(swept(ground, jobs=1))
    assert len(here) == 7 * 5 * 2
    assert told(list(swept(ground, jobs=2))) == told(here)
    assert told(list(swept(ground))) == told(here)


def test_a_cluster_of_two_workers_gives_the_same_rows_in_the_same_order():
    from distributed import LocalCluster

    ground = Ground(judge(STORY).log, ON, GRID)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        found = list(swept(ground, scheduler=cluster.scheduler_address))
    assert told(found) == told(list(swept(ground, jobs=1)))


def test_a_cluster_that_is_not_there_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr("commands.api.cluster._TIMEOUT", "0.2s")
    ground = Ground(judge(STORY).log, ON, GRID)
    with pytest.raises(ClusterError, match="there is no Dask scheduler"):
        next(swept(ground, scheduler="tcp://127.0.0.1:9"))


# -- how it is told ---------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(STORY)
    return tmp_path


ISSUE = ["sweep", "--issue", "shares=1000000,2000000000000", "price=0.001:0.003:0.002", "--on", "2006-02-01"]


def test_a_person_sees_a_map_and_what_is_refused(folder):
    done = seriesd(*ISSUE, folder=folder)
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "Sweep on 2006-02-01, as known now; nothing is written"
    assert "shares \\ price 0.001 0.003" in lines
    assert "1,000,000 0.0025 0.0026" in lines
    assert "2,000,000,000,000 refused refused" in lines
    assert any("0.001: refused: 2,000,000,000,000 shares of Common are more than" in line for line in lines)
    assert done.stderr == ""


def test_a_program_gets_one_document(folder):
    answer = json.loads(seriesd(*ISSUE, "--json", folder=folder).stdout)
    assert [axis["name"] for axis in answer["axes"]] == ["shares", "price"]
    assert answer["actual"]["after_close"]["exact"] == "13/5000"
    first, *_, last = answer["scenarios"]
    assert first["values"]["price"] == {"exact": "1/1000", "decimal": "0.0010000000"}
    assert first["after_close"]["exact"] == "1/400"  # 15,000,000 at .0026 and 1,000,000 at .001
    assert (first["left_out"], first["refused"]) == ([], None)
    assert (last["after_close"], last["refused"]["code"]) == (None, "beyond_authorized")


def test_a_table_has_exact_numbers_and_decimals(folder):
    import pyarrow as pa
    from pyarrow import parquet

    for name in ("table.csv", "table.parquet"):
        done = seriesd(*ISSUE, "-o", name, folder=folder)
        assert done.stdout == f"4 scenarios on 2006-02-01, as known now, are in {name}\n"
    rows = list(csv.DictReader((folder / "table.csv").read_text(encoding="utf-8").splitlines()))
    table = parquet.read_table(folder / "table.parquet")
    assert table.column_names == list(rows[0])
    assert table.schema.field("after_close_decimal").type == pa.decimal128(38, 10)
    assert table.schema.field("after_close").type == pa.string()
    first, *_, last = table.to_pylist()
    assert (first["shares"], first["price"], first["after_close"]) == ("1000000", "1/1000", "1/400")
    assert (first["price_decimal"], first["after_close_decimal"]) == (Decimal("0.001"), Decimal("0.0025"))
    assert (last["after_close"], last["refused"], last["clause"]) == (None, "beyond_authorized", "4E")
    for row, same in zip(rows, table.to_pylist(), strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in same.items()}


def test_a_heat_map_says_every_figure_and_tells_colours_by_their_lightness(folder):
    for name in ("map.svg", "map.html"):
        assert seriesd(*ISSUE, "-o", name, folder=folder).returncode == 0
    drawn, page = ((folder / name).read_text(encoding="utf-8") for name in ("map.svg", "map.html"))
    for words in ("0.0025", "0.0026", "refused", "1,000,000", "0.003"):
        assert f">{words}</text>" in drawn
        assert f">{words}</text>" in page
    # the lowest is dark with white letters, the highest light with black ones, and what is refused has no colour
    assert [drawn.count(f'fill="#{colour}" stroke') for colour in ("440154", "fde725")] == [1, 1]
    assert {path.name for path in folder.iterdir()} == {"seriesd.db", "map.svg", "map.html"}


def test_a_heat_map_of_one_figure_has_one_colour_and_escapes_names():
    right = OPTION | {"right": "<X>"}
    answer = session([*START, right]).sweep(EachRepriced((Fraction(1, 1000), Fraction(1, 500))), on=ON)
    assert heat_map(answer) is None  # one right: one axis
    two = session([*START, right, NOTE]).sweep(EachRepriced((Fraction(1), Fraction(2))), on=ON)
    found = heat_map(two)
    assert "&lt;X&gt;" in svg(found)
    assert "<X>" not in as_html(report("map", [found]))


def grid_of(*parts):
    return heat_map(session(STORY).sweep(*parts, on=ON))


PRICES = (Fraction(1, 1000), Fraction(3, 2000), Fraction(2, 1000))
RECORDED = (
    Vary("option", "consideration.cash", (Fraction(500), Fraction(1000))),
    Vary("option", "exercise_price", PRICES),
)


def read(found, foot=()):
    return ET.fromstring(svg(found, foot))  # noqa: S314  our own


def of_class(root, name):
    return [one for one in root.iter() if one.get("class") == name]


def test_the_case_as_it_is_has_a_frame_and_stands_on_the_scale():
    """The option of the story costs 1,000 and is exercised at .001: the second row, the first column."""
    found = grid_of(*RECORDED)
    assert found.base_cell == (1, 0)
    assert found.base == "0.0026"
    root = read(found)
    frame, line = of_class(root, "base")
    cells = [one for one in root.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    case = next(
        one
        for one in cells
        if one.find(f"{SVG}title").text.startswith("option consideration.cash 1,000, option exercise_price 0.001:")
    )
    assert (int(frame.get("x")) - 1, int(frame.get("y")) - 1) == (int(case.get("x")), int(case.get("y")))
    # .0025666… to .0029333…: .0026 is a tenth of the way up, on a scale of 300
    scale = of_class(root, "scale")
    assert len(scale) == 10
    assert line.get("d").startswith(f"M{int(scale[0].get('x')) + 27} ")
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert "as it is: 0.0026, framed above" in said
    assert {"across: option exercise_price (money per share)", "down: option consideration.cash (money)"} <= set(said)
    assert found.table.rows[1][1] == "0.0026 *"


def test_what_the_record_does_not_say_has_no_frame():
    other = (Vary("option", "consideration.cash", (Fraction(500), Fraction(600))), RECORDED[1])
    planned = NextIssue((Fraction(10**6), Fraction(2 * 10**6)), (Fraction(1, 1000), Fraction(3, 1000)))
    for found in (grid_of(*other), grid_of(planned)):
        assert found.base_cell is None
        assert not any("framed" in (one.text or "") for one in read(found).iter())


def test_where_it_comes_from_stands_in_the_file(folder):
    for name in ("map.svg", "map.pdf", "map.html"):
        assert seriesd(*ISSUE, "-o", name, folder=folder).returncode == 0
    drawn = (folder / "map.svg").read_text(encoding="utf-8")
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        head = ledger.known()[2]
    assert f"Head of the log: {head}</text>" in drawn
    assert "As of 2006-02-01. As known " in drawn
    assert head in (folder / "map.html").read_text(encoding="utf-8")
    assert head in "".join(page.extract_text() for page in PdfReader(folder / "map.pdf").pages).replace("\n", "")


def test_figures_never_leave_their_cells_and_many_cells_have_few_names():
    small = grid_of(*RECORDED)
    for one in (one for one in read(small).iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None):
        says = one.find(f"{SVG}title").text.rpartition(": ")[2]
        assert 7 * len(says) < int(one.get("width"))
    many = NextIssue(
        steps(Fraction(10**6), Fraction(50 * 10**6), Fraction(10**6)),
        steps(Fraction(1, 10000), Fraction(40, 10000), Fraction(1, 10000)),
    )
    root = read(grid_of(many))
    words = list(root.iter(f"{SVG}text"))
    assert not [
        one for one in words if re.fullmatch(r"0\.00\d{3,}…?", one.text) and one.get("fill") in ("#ffffff", "#000000")
    ]
    names = sorted(
        float(one.get("x"))
        for one in words
        if re.fullmatch(r"0\.00\d+", one.text) and one.get("text-anchor") == "middle"
    )[:-1]
    assert len(names) > 4
    assert all(later - earlier >= 7 * 6 for earlier, later in pairwise(names))
    down = [int(one.get("y")) for one in words if one.text.endswith(",000,000")]
    assert all(later - earlier >= 14 for earlier, later in pairwise(down))
    assert sum(one.find(f"{SVG}title") is not None for one in root.iter(f"{SVG}rect")) == 50 * 40


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "say what shall vary"),
        (["--issue", "shares=1", "cost=2"], "--issue needs shares=VALUES and price=VALUES"),
        (["--issue", "shares=1", "price"], "'price' is not FIELD=VALUES"),
        (["--issue", "shares=many", "price=1"], "'many' is not a number"),
        (["--issue", "shares=1", "price=3:1:1"], "the steps go up"),
        (["--each-repriced-to", "x"], "'x' is not a number"),
        (["--issue", "shares=1:20:1", "price=0.001,0.002", "--most", "39"], "these are 40 scenarios (20 of shares x 2 of price), and 39 at most"),
        (["--each-lapses", "--most", "0"], "'0' is not a number of scenarios, 1 to 100,000"),
        (["--each-lapses", "--jobs", "0"], "'0' is not a number of processes"),
        (["--each-lapses", "-o", "x.png"], "known are .csv, .parquet, .svg, .html"),
        (["--each-lapses", "-o", "x.svg"], "a heat map has two axes, and 1 vary here"),
        (["--each-lapses", "-o", "no/x.csv"], "cannot be written"),
    ],
)  # fmt: skip
def test_a_sweep_that_cannot_be_understood_says_so(words, says, folder, capsys, monkeypatch):
    from commands.cli import main

    monkeypatch.chdir(folder)
    monkeypatch.setattr("gc.disable", lambda: None)
    assert main(["sweep", *words, "--on", "2006-02-01"]) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.out == ""
    assert {path.name for path in folder.iterdir()} == {"seriesd.db"}


def test_a_session_sees_what_was_known_when_it_began(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(START)
        asked = ledger.session()
        ledger.record([OPTION])
        assert asked.price(ON).in_effect == Fraction(33, 10_000)
        assert ledger.session().price(ON).in_effect == Fraction(26, 10_000)
        assert (len(asked.history()), len(ledger.session().history())) == (0, 1)
        assert ledger.session().holders(ON).rights == ledger.holders(ON).rights != asked.holders(ON).rights
        assert ledger.session().what_if(ON, without=["option"]) == ledger.what_if(without=["option"], on=ON)
        found = ledger.sweep(EachLapses(), on=ON, jobs=1)
        assert [row.values for row in found.rows] == [("X",)]
        assert ledger.session().history() == ledger.history()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["--issue", "shares=1,000,000", "price=0.001"],
            "--issue shares: 1,000,000 could be one number with thousands separators, or several; write 1000000, "
            "or several with a space after each comma: '1, 000, 000'",
        ),
        (["--issue", "shares=1000000", "price=1,250.50"], "--issue price: 1,250.50 could be one number"),
        (["--option", "shares=1,000:5,000:1,000", "price=1"], "--option shares: 1,000 could be one number"),
        (["--each-repriced-to", "100,200"], "--each-repriced-to: 100,200 could be one number"),
        (["--vary", "option", "shares=5,000,000"], "--vary option shares: 5,000,000 could be one number"),
    ],
)
def test_what_could_be_one_number_in_threes_or_several_is_refused(words: list[str], says: str, tmp_path: Path) -> None:
    done = seriesd("sweep", *words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_several_numbers_of_three_digits_stand_with_spaces_between(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(STORY)
    done = seriesd("sweep", "--issue", "shares=100, 200", "price=0.001", "--json", folder=tmp_path)
    values = json.loads(done.stdout)["axes"][0]["values"]
    assert [one["exact"] for one in values] == ["100", "200"]
