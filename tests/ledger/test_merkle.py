"""The hash tree over a store, against the vectors that RFC 6962's own implementation publishes, and by its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.log.merkle import (
    EMPTY,
    Peaks,
    consistency_path,
    inclusion_path,
    is_continued,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

# the leaves and roots of the tests of certificate-transparency (merkle_tree_test)
CONTENTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(content)) for content in CONTENTS]
MANY = [leaf_hash(bytes([number])) for number in range(70)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_no_leaves_at_all_have_the_hash_of_nothing() -> None:
    assert Peaks().root == EMPTY == bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


def test_the_published_paths() -> None:
    # as RFC 6962, 2.1.3, has them for seven leaves: d0 by [b, h, l], d6 by [i, k]
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, left = node_hash(g, h), node_hash(i, j)
    assert inclusion_path(LEAVES[:7], 0) == [b, h, left]
    assert inclusion_path(LEAVES[:7], 3) == [c, g, left]
    assert inclusion_path(LEAVES[:7], 4) == [f, j, k]
    assert inclusion_path(LEAVES[:7], 6) == [i, k]
    assert consistency_path(LEAVES[:7], 3) == [c, d, g, left]
    assert consistency_path(LEAVES[:7], 4) == [left]
    assert consistency_path(LEAVES[:7], 6) == [i, j, k]


@given(st.integers(1, 70), st.data())
def test_every_leaf_is_shown_and_no_other_in_its_place(size: int, data: st.DataObject) -> None:
    leaves = MANY[:size]
    index, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    path, root = inclusion_path(leaves, index), root_of(leaves)
    assert is_included(leaves[index], index, size, path, root)
    assert is_included(leaves[index], other, size, path, root) == (other == index)
    assert is_included(leaves[other], index, size, path, root) == (other == index)
    assert not is_included(leaves[index], index, size, [*path, root], root)
    assert not path or not is_included(leaves[index], index, size, path[:-1], root)


@given(st.integers(1, 70), st.data())
def test_what_goes_on_is_shown_and_what_does_not_is_not(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size))
    path = consistency_path(MANY[:size], first)
    old, new = (first, root_of(MANY[:first])), (size, root_of(MANY[:size]))
    assert is_continued(old, new, path)
    forged = root_of([leaf_hash(b"forged"), *MANY[1:first]])
    assert not is_continued((first, forged), new, path)
    assert not is_continued(old, (size, root_of([*MANY[: size - 1], leaf_hash(b"forged")])), path)
    assert not is_continued(old, new, [*path, forged])


@given(st.lists(st.integers(0, 9), max_size=8))
def test_a_list_goes_on_from_its_peaks_however_it_was_cut(parts: list[int]) -> None:
    peaks, at = Peaks(), 0
    for part in parts:
        peaks, at = peaks.and_then(MANY[at : at + part]), at + part
    assert peaks == Peaks().and_then(MANY[:at])
    assert peaks.root == root_of(MANY[:at])


@pytest.mark.parametrize(("size", "hashes"), [(3, MANY[:1]), (0, MANY[:1]), (-1, [])])
def test_peaks_are_as_many_as_the_size_has_ones(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(ValueError, match="has not"):
        Peaks(size, tuple(hashes))


@pytest.mark.parametrize("wrong", [-1, 3])
def test_of_a_leaf_that_is_not_there_nothing_is_shown(wrong: int) -> None:
    with pytest.raises(IndexError):
        inclusion_path(MANY[:3], wrong)
    with pytest.raises(IndexError):
        consistency_path(MANY[:3], wrong + 1 if wrong > 0 else wrong)
    assert not is_included(MANY[0], wrong, 3, [], root_of(MANY[:3]))
