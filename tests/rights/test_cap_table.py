"""The cap table by hand: as converted, rights, fully diluted, percentages, votes, and the room that is left."""

import datetime as dt
from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from projections.answers.balances import Holders, holders_on
from projections.render.answers.holders import blocks
from projections.render.json.serialize import as_json
from projections.render.text import Layout, as_text
from tests.clauses.asking import made_of
from tests.commands.asking_the_command import asked
from tests.reference.figures import (
    MILLION,
    Entry,
    base,
    certificate,
    converts,
    distribution,
    entry,
    exercised,
    note,
    option,
    option_x,
    sale,
    series_d,
    with_legacy,
)
from tests.rights.company import Company

LAST = dt.date(2006, 1, 31)


def table(*entries: Entry, on: dt.date = LAST) -> Holders:
    return holders_on(made_of(*entries).until(on), on)


def text(*entries: Entry, width: int = 80) -> str:
    return as_text(blocks(as_json(table(*entries)), "as known now"), Layout(width, prose=width, margin=""))


# 10,000,000 Common and 900,000 Series D at .0033: 900,000 x 3,367 = 3,030,300,000 as converted. Option X, 5,000,000 at
# .001 with 1,000 paid, takes the price to .0026 from the next day on: 11.1111 / .0026 = 4,273.5, so 3,846,150,000.
X = [*base(), option_x(2)]


def test_the_base_case() -> None:
    found = table(*base())
    assert {name: (one.common, one.series_d, one.as_converted) for name, one in found.holders.items()} == {
        "dana": (0, 900_000, 3_030_300_000),
        "public": (10 * MILLION, 0, 0),
    }
    assert found.totals[:7] == (900_000, 10 * MILLION, 3_030_300_000, 3_030_300_000, 0, 3_040_300_000, 3_040_300_000)
    assert found.holders["public"].percent == (100, F(10_000, 30_403), F(10_000, 30_403), F(10_000, 30_403))
    assert found.holders["dana"].percent == (0, F(3_030_300, 30_403), F(3_030_300, 30_403), F(3_030_300, 30_403))
    assert found.room == (
        200_000 * MILLION,
        10 * MILLION,
        10 * MILLION,
        0,
        199_990 * MILLION,
        3_030_300_000,
        0,
        196_959_700_000,
    )


def test_option_x_lowers_the_price_and_is_counted_with_its_holder() -> None:
    on_the_day, after = table(*X, on=dt.date(2006, 1, 2)), table(*X, on=dt.date(2006, 1, 3))
    assert on_the_day.totals.as_converted == 3_030_300_000  # an adjustment governs from the day after (A1)
    assert after.totals.as_converted == 3_846_150_000
    assert after.holders["olga"][:7] == (0, 0, 0, 0, 5 * MILLION, 5 * MILLION, 0)
    assert after.totals.fully_diluted == 10 * MILLION + 3_846_150_000 + 5 * MILLION
    assert after.holders["olga"].percent.fully_diluted == F(500 * MILLION, 3_861_150_000)
    assert after.room.free == 200_000 * MILLION - after.totals.fully_diluted


def test_the_fraction_is_dropped_once_for_each_holder() -> None:
    """7 at 4,273.5 are 29,914.5, 3 are 12,820.5: for both together it would be 42,735."""
    found = table(*base(7), series_d(3, holder="eva", name="second-d"), option_x(2))
    assert (found.holders["dana"].as_converted, found.holders["eva"].as_converted) == (29_914, 12_820)
    assert found.totals.as_converted == 42_734


@pytest.mark.parametrize(
    "grant",
    [
        option(2, "tested", 1_000, "0.01"),
        option(2, "plan", 1_000, "0.001", excluded="A"),
        note(2, "bond", 1_000, 10),
        note(2, "credit", 1_000, 1, excluded="C"),
    ],
    ids=lambda grant: grant["right"],
)
def test_every_right_counts_whether_it_was_tested_or_not(grant: Entry) -> None:
    found = table(*base(), grant)
    assert found.holders[grant["holder"]].rights == 1_000
    assert (found.totals.rights, found.room.for_rights) == (1_000, 1_000)


def test_legacy_rights_and_both_stages_of_a_right_count() -> None:
    legacy = with_legacy()
    held = [*table(*legacy).rights.values()]
    assert [one.standing for one in held] == ["legacy"]
    assert table(*legacy).totals.rights == held[0].outstanding > 0
    two = option(2, "unit", 5 * MILLION, "0.001", conversion_price=0)
    found = table(*base(), two, exercised(5, "unit", 2 * MILLION))
    (right,) = found.rights.values()
    assert (right.as_option, right.as_convertible) == (3 * MILLION, 2 * MILLION)
    assert found.holders[two["holder"]].rights == 5 * MILLION == found.totals.rights


def test_treasury_is_issued_and_can_be_delivered_out_of() -> None:
    bought = entry("treasury_acquired", 3, id="bought", holder="public", shares=MILLION, price="0.001")
    found = table(*base(1_000, 20 * MILLION), bought)
    # 1,000 x 3,367
    assert found.room == (20 * MILLION, 10 * MILLION, 9 * MILLION, MILLION, 10 * MILLION, 3_367_000, 0, 7_633_000)
    assert found.totals.percent.common == 100


def test_a_number_that_does_not_suffice_is_short_and_said() -> None:
    journal = [*base(1_000, 12 * MILLION), option(2, "R", MILLION, "0.01")]
    assert table(*journal).room.free == 12 * MILLION - 10 * MILLION - 3_367_000 - MILLION == -2_367_000
    said = text(*journal)
    assert "short by                2,367,000" in said
    assert "it must be raised first" in " ".join(said.split())
    assert "short by" not in text(*base())


def test_without_a_number_authorized_nothing_is_said_of_the_room() -> None:
    found = table(entry("opening_balance", 2, id="opening", holder="public", common=5))
    assert (found.room.authorized, found.room.unissued, found.room.free) == (None, None, None)
    assert "No number of Common is authorized" in text(entry("opening_balance", 2, id="o", holder="public", common=5))


@pytest.mark.parametrize(
    "journal",
    [
        [*base(), distribution(5, 100_000, "0.01") | {"provision": "cash for each share"}, sale(6, MILLION, 10_000)],
        [certificate(), series_d(900_000), sale(3, MILLION)],  # nothing outstanding, and shares for nothing
    ],
    ids=["undetermined", "zero"],
)
def test_without_a_price_nothing_counts_as_converted(journal: list[Entry]) -> None:
    found = table(*journal)
    dana, buyer = found.holders["dana"], found.holders["buyer"]
    assert (dana.as_converted, dana.fully_diluted, dana.all_votes) == (None, None, None)
    assert (buyer.as_converted, buyer.fully_diluted, buyer.all_votes) == (0, MILLION, MILLION)
    assert (found.totals.as_converted, found.totals.fully_diluted, found.totals.all_votes) == (None, None, None)
    assert (found.room.for_series_d, found.room.free) == (None, None)
    assert buyer.percent == (F(100 * MILLION, found.common_outstanding), None, None, None)
    said = " ".join(text(*journal).split())
    assert "No price says what Series D converts into" in said
    assert "reserved for Series D - " in said
    assert "room left -" in said


def test_capped_votes_are_no_measure_of_what_converts(tmp_path: Path) -> None:
    journal = base(1_000, 12 * MILLION, votes="capped")
    found = table(*journal).holders["dana"]
    assert (found.votes, found.as_converted, found.all_votes) == (2 * MILLION, 3_367_000, 2 * MILLION)
    company = Company(tmp_path, authorized=12 * MILLION, terms={"interpretations": {"votes": "capped"}}, Dana=1_000)
    before = company.ask("holders", "--on", "2006-02-01")
    company.ask("project")
    assert company.ask("holders", "--on", "2006-02-01") == before  # the tables have no part in it


def test_what_was_put_in_the_place_of_common_is_said(tmp_path: Path) -> None:
    company = Company(tmp_path, Dana=1_000)
    merger = {"type": "reorganized", "effective": "2006-02-01", "exchange_ratio": 1, "provision": "the same"}
    company.record(merger | {"property": "one bond of Acme II"})
    company.ask("project")
    assert company.ask("holders", "--on", "2006-02-02")["converts_into"] == "one bond of Acme II"
    assert "in the place of the Common that Series D counts for: one bond of Acme II (4G)" in " ".join(
        company.run("holders", "--on", "2006-02-02").stdout.split()
    )
    assert "converts_into" not in company.ask("holders", "--on", "2006-01-31")


def test_a_conversion_moves_no_holder_in_parts_of_the_whole() -> None:
    """What converts at the price that counts it is what it counted for: 100 of 1,000 give 336,700."""
    before, after = table(*base(1_000)), table(*base(1_000), converts(5, 100))
    assert before.totals.fully_diluted == after.totals.fully_diluted
    assert before.holders["dana"].percent.fully_diluted == after.holders["dana"].percent.fully_diluted
    assert after.holders["dana"].percent.common == F(100 * 336_700, 10_336_700)


def test_percentages_are_shown_to_four_places_and_their_total_is_a_hundred() -> None:
    thirds = [sale(1, 1, 1, name=f"sale-{name}") | {"holder": name} for name in "abc"]
    said = text(certificate(100), *thirds)
    assert said.count("33.3333") == 3 * 4
    assert "total 100.0000 100.0000 100.0000 3 100.0000" in " ".join(said.split())


def test_it_stands_at_eighty_columns_and_as_records_below() -> None:
    journal = [*base(1_000), option_x(2)]
    wide, narrow = text(*journal), text(*journal, width=40)
    assert max(map(len, wide.splitlines())) <= 80
    assert "holder  " in wide
    assert "fully diluted: 4,273,500" in narrow
    assert "4,273,500" in wide


def test_the_command_tells_it_to_a_program(tmp_path: Path) -> None:
    Company(tmp_path, Dana=1_000)
    answer = asked(tmp_path, "holders", "--ledger", str(tmp_path / "ledger.db"), "--on", "2006-02-01")
    assert answer["holders"]["Dana"]["as_converted"] == 3_367_000
    assert answer["totals"]["percent"]["fully_diluted"] == {"exact": "100", "decimal": "100.0000000000"}
    assert answer["room"]["free"]["exact"] == str(100 * MILLION - 10 * MILLION - 3_367_000)
