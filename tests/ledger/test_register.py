"""The register: what each kind of movement does to the numbers, worked out by hand."""

from fractions import Fraction
from math import floor

from ledger.cap_table.movements import Movement, Place
from ledger.cap_table.register import Register


def made(**fields: object) -> Register:
    return Register(**{"at": "e", **fields})  # type: ignore[arg-type]


def test_common_is_delivered_out_of_unissued_shares_first_then_out_of_treasury() -> None:
    register = made(authorized=100, outstanding=60, treasury=30, common={"A": 60})
    register.deliver_common("B", 25)  # 10 are unissued
    assert register.moved == [
        Movement("e", "common", Place.UNISSUED, "B", 10),
        Movement("e", "common", Place.TREASURY, "B", 15),
    ]
    assert (register.outstanding, register.treasury, register.room) == (85, 15, 15)


def test_what_is_retired_can_be_issued_again_as_common_and_never_as_series_d() -> None:
    register = made(authorized=100, outstanding=60, treasury=30, common={"A": 60})
    register.move("common", Place.TREASURY, Place.UNISSUED, 30)
    assert (register.outstanding, register.treasury, register.room) == (60, 0, 40)
    register.move("series_d", Place.UNISSUED, "F", 9)
    register.move("series_d", "F", Place.RETIRED, 4)
    assert (register.series_d, register.series_d_outstanding, register.series_d_ever_issued) == ({"F": 5}, 5, 9)


def test_a_transfer_leaves_the_totals_and_whoever_has_none_left_falls_out() -> None:
    register = made(outstanding=7, common={"A": 7})
    register.move("common", "A", "B", 7)
    assert (register.common, register.outstanding) == ({"B": 7}, 7)
    register.move("common", "B", "B", 7)
    assert (register.common, register.outstanding) == ({"B": 7}, 7)


def test_a_reverse_split_moves_what_each_loses_back_to_the_unissued() -> None:
    register = made(outstanding=25, treasury=9, common={"A": 15, "B": 10})
    register.restate_common(Fraction(1, 10), floor)
    assert register.common == {"A": 1, "B": 1}
    assert (register.outstanding, register.treasury) == (2, 0)
    assert register.moved == [
        Movement("e", "common", "A", Place.UNISSUED, 14, restated=True),
        Movement("e", "common", "B", Place.UNISSUED, 9, restated=True),
        Movement("e", "common", Place.TREASURY, Place.UNISSUED, 9, restated=True),
    ]


def test_a_split_of_series_d_moves_what_each_gains_out_of_the_unissued() -> None:
    register = made(series_d={"F": 5, "G": 1}, series_d_outstanding=6, series_d_ever_issued=8)
    register.restate_series_d(Fraction(2), floor, 16)
    assert register.moved == [
        Movement("e", "series_d", Place.UNISSUED, "F", 5, restated=True),
        Movement("e", "series_d", Place.UNISSUED, "G", 1, restated=True),
    ]
    assert (register.series_d_outstanding, register.series_d_ever_issued) == (12, 16)


def test_a_copy_goes_its_own_way() -> None:
    register = made(outstanding=7, common={"A": 7})
    other = register.copied()
    other.move("common", "A", Place.TREASURY, 7)
    assert (register.common, register.outstanding, register.treasury) == ({"A": 7}, 7, 0)
    assert (register.moved, len(other.moved)) == ([], 1)
