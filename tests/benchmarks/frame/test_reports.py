"""Reports made by hand: as JSON and back, printed, held against each other, and on the page."""

import json

import pytest

from tests.benchmarks import compare
from tests.benchmarks.__main__ import main
from tests.benchmarks.frame.document import SCHEMA, Part, Report, loaded, report, written
from tests.benchmarks.frame.measure import BRIEF, FULL
from tests.benchmarks.frame.row import Point, Row
from tests.benchmarks.frame.running import Section, chosen
from tests.benchmarks.page import NUMBERS, PAGE, in_words, page, promised_in_words
from tests.benchmarks.sections import SECTIONS

ROW = Row(
    "a price, 10,000 entries", (2.0, 2.2, 2.1), "the help", (1.0, 1.1, 1.0), 3, (Point(1_000, 0.3), Point(10_000, 2.1))
)


def of(*rows: Row) -> Report:
    return Report(
        "c0ffee", "3.11.7", "Linux x86_64", 2, 0.3, "bench", (Part("prices", "Prices", "About prices.", 12.0, rows),)
    )


def fast(_):
    yield Row("fast", (1.0,), "slow", (2.0,), 1)


def slow(_):
    yield Row("slow", (2.0,), "fast", (1.0,), 1)


QUICK, LONG = Section("quick", "Quick", "", fast), Section("long", "Long", "", slow, brief=False)


def test_a_report_is_the_same_again_out_of_its_json():
    made = of(ROW, ROW._replace(promised=None, growth=()))
    assert loaded(json.loads(json.dumps(written(made)))) == made


def test_what_is_derived_stands_in_the_json_for_those_who_read_it():
    row = written(of(ROW))["parts"][0]["rows"][0]
    assert (row["seconds"], row["ratio"], row["promised"], row["exponent"]) == (2.1, 2.1, 3, 0.845)


def test_a_report_names_what_it_was_made_on_and_no_host():
    made = report("bench")
    assert made.cores >= 1
    assert made.python.startswith("3.")
    assert len(made.system.split()) == 2


@pytest.mark.parametrize("document", [{}, {"schema": "another/1"}])
def test_what_is_no_report_is_not_read_as_one(document):
    with pytest.raises(ValueError, match=SCHEMA):
        loaded(document)


@pytest.mark.parametrize(
    ("budget", "only", "names"),
    [(BRIEF, None, ["quick"]), (FULL, None, ["quick", "long"]), (BRIEF, "lo|ick", ["quick", "long"]), (FULL, "x", [])],
)
def test_the_budget_or_a_pattern_chooses_the_sections(budget, only, names):
    assert [one.name for one in chosen((QUICK, LONG), budget, only)] == names


def test_sections_have_names_of_their_own_and_some_are_for_the_long_run_alone():
    names = [one.name for one in SECTIONS]
    assert len(set(names)) == len(names)
    brief = chosen(SECTIONS, BRIEF, None)
    assert {"http", "million", "writers"} == set(names) - {one.name for one in brief}


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--full"], 0), (["--full", "--strict"], 1), (["--strict"], 0)])
def test_a_promise_that_is_not_kept_is_said_and_fails_only_where_that_is_asked_for(words, code, capsys, tmp_path):
    kept = tmp_path / "rows.json"
    assert main([*words, "--json", str(kept)], (QUICK, LONG)) == code
    lines = capsys.readouterr().out.splitlines()
    is_said = "! slow: 2 of fast; promised is 1 at most" in lines
    assert is_said is ("--full" in words)
    found = loaded(json.loads(kept.read_text("utf-8")))
    assert [part.name for part in found.parts] == (["quick", "long"] if "--full" in words else ["quick"])


def test_a_pattern_that_no_section_has_is_told(capsys):
    assert main(["--only", "nothing"], (QUICK, LONG)) == 2
    assert "there are: quick, long" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("times", "judged"),
    [((4.0, 4.4), "worse"), ((2.3, 2.5), ""), ((2.0, 9.0), ""), ((1.0, 1.2), "better"), ((9.0,), "")],
)
def test_only_what_lies_outside_the_spread_of_both_is_worse_or_better(times, judged, tmp_path, capsys):
    other = ROW._replace(times=times)
    assert compare.judged(ROW, other) == judged
    for name, row in (("a", ROW), ("b", other)):
        (tmp_path / f"{name}.json").write_text(json.dumps(written(of(row))), "utf-8")
    words = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    assert compare.main(words) == 0
    assert compare.main([*words, "--strict"]) == (1 if judged == "worse" else 0)
    assert capsys.readouterr().out.splitlines()[5].rpartition(" ")[2] == (judged or f"{other.ratio / ROW.ratio:.2f}")


def test_rows_that_only_one_has_are_named_and_not_compared():
    others = [ROW._replace(what="another"), ROW._replace(baseline="a longer ledger")]
    lines = list(compare.compared(of(ROW), of(*others)))
    assert [line for line in lines if line.startswith("only in")] == [
        f"only in A: {ROW.what}", "only in B: another", f"only in B: {ROW.what}",
    ]  # fmt: skip


def test_what_is_no_report_is_not_compared(tmp_path, capsys):
    (tmp_path / "a.json").write_text("{}", "utf-8")
    assert compare.main([str(tmp_path / "a.json")] * 2) == 2
    assert "not what `make bench` writes" in capsys.readouterr().err


def test_the_page_says_a_row_and_how_it_grows_in_words():
    text = page(of(ROW, ROW._replace(what="slow", promised=1 / 500, growth=())))
    assert (
        "| a price, 10,000 entries | 2.1 s (2 s to 2.2 s) | the help | 2.1 times as long | at most 3 times as long |"
        in text
    )
    assert "| slow | 2.1 s (2 s to 2.2 s) | the help | 2.1 times as long **!** | at least 500 times as fast |" in text
    assert "| a price | 300 ms | 2.1 s | 7.0 times as long |" in text
    assert "2 cores (Linux x86_64)" in text


@pytest.mark.parametrize(("load", "is_said"), [(0.9, False), (3.5, True)])
def test_the_page_says_where_the_machine_had_other_work(load, is_said):
    assert ("a load of 3.5" in page(of(ROW)._replace(load=load))) is is_said


def test_the_page_is_what_the_kept_numbers_give():
    assert PAGE.read_text("utf-8") == page(loaded(json.loads(NUMBERS.read_text("utf-8")))), (
        "run: python -m tests.benchmarks.page docs/performance.json"
    )


def test_ratios_are_said_in_words():
    assert [in_words(one) for one in (1 / 512, 0.25, 0.8, 3.21)] == [
        "512 times as fast", "4 times as fast", "0.8 times as long", "3.21 times as long",
    ]  # fmt: skip
    assert [promised_in_words(one) for one in (1 / 500, 1.5)] == [
        "at least 500 times as fast",
        "at most 1.5 times as long",
    ]
