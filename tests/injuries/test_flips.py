"""A bit of the file turned over: found, refused or harmless, and never another answer without a word."""

from collections import Counter
from pathlib import Path

import pytest

from tests.injuries.flips import PAGE, Sample, flipped, injury, kinds, sample, some_bits
from tests.injuries.ledgers import answers, verified

PARTS = 8


def test_the_sample_has_every_kind_of_page(tmp_path: Path) -> None:
    one = sample(tmp_path / "sample.db", 8)
    assert sorted(kinds(one.whole)) == [
        "end of the index",
        "end of the table",
        "first",
        "inside of the index",
        "inside of the table",
        "overflow",
    ]


@pytest.mark.parametrize("seed", range(PARTS))
def test_some_bits_over_all_kinds_of_page(tmp_path: Path, seed: int) -> None:
    one = sample(tmp_path / "sample.db", 8)
    came = Counter(injury(one, bit) for bit in some_bits(one.whole, 400 // PARTS, seed))
    assert came.keys() == {"found", "refused", "harmless"}


@pytest.mark.deep
@pytest.mark.parametrize("page", range(20))
def test_every_bit_of_a_small_file(tmp_path: Path, page: int) -> None:
    one = sample(tmp_path / "small.db", 1)
    assert len(one.whole) <= 20 * PAGE
    first = page * PAGE * 8
    for bit in range(first, min(first + PAGE * 8, len(one.whole) * 8)):
        injury(one, bit)


INDEX_LEADS_ASTRAY = "is not led to by the index of the file as it stands in its table"


@pytest.mark.parametrize(
    ("behind", "bit"),
    [
        # the index is divided at the first name of the list; under another name there the list is not found
        pytest.param(13, 7, id="after all others"),
        pytest.param(17, 1, id="before the rest of the list"),
    ],
)
def test_an_index_that_hides_a_name_is_not_a_ledger_without_it(tmp_path: Path, behind: int, bit: int) -> None:
    one = sample(tmp_path / "sample.db", 8)
    (inside,) = kinds(one.whole)["inside of the index"]
    divided_at = one.whole.index(b"directory/companies", inside * PAGE)
    assert divided_at < (inside + 1) * PAGE
    one.path.write_bytes(flipped(one.whole, (divided_at + behind) * 8 + bit))
    refusals = answers(str(one.path))
    assert all(INDEX_LEADS_ASTRAY in answer for answer in refusals.values())
    assert any("damaged" in fault for fault in verified(str(one.path)).faults)


def test_a_file_whose_first_page_names_no_table_is_not_written_over(tmp_path: Path) -> None:
    one: Sample = sample(tmp_path / "sample.db", 8)
    # how many cells the first page has stands behind the header of the file and that of the page: there are two
    assert one.whole[104] == 2
    one.path.write_bytes(damaged := flipped(one.whole, 104 * 8 + 1))
    said = "it has pages in use, and names no table that they are of"
    assert all(said in answer for answer in answers(str(one.path)).values())
    assert [said in fault for fault in verified(str(one.path)).faults] == [True]
    assert one.path.read_bytes() == damaged
