"""Proofs of entries and of continuations: what is true is shown, and nothing else, by us and by the program alone."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.log.merkle import Peaks, consistency_path, inclusion_path, root_of
from ledger.log.recordings import By, Recording, Signature, Span, StoreHead, head_after, seal_recording
from ledger.log.seals import ORIGIN, CorruptLedgerError
from ledger.proof.proofs import (
    Continuation,
    EntryProof,
    Event,
    Headed,
    Placed,
    Proof,
    Standing,
    as_document,
    prove_continuation,
    prove_entry,
)
from ledger.proof.proved import heads_of, read_proof
from ledger.store.store import open_store
from tests.ledger.test_merkle import CONTENTS, LEAVES, ROOTS

from .ledgers import ALONE, NOON, PROGRAM, altered, holds, holds_alone, standing_of, told, written

ACME, BOLT = "company/Acme", "company/Bolt, Ünlü & Co."
PLACES = [*((ACME, at) for at in range(1, 5)), *((BOLT, at) for at in range(1, 7))]
HEADS = [5, 9, 11, 16]
"""After how many events each of the four recordings ended: 1 + 3 + 1, 1 + 2 + 1, 1 + 1, 4 + 1."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return standing_of(told(tmp_path_factory.mktemp("told")))


def shown(proof: Proof, *trusted: str) -> bool:
    """What both say, which has to be the same."""
    content = written(proof)
    found = holds(content, *trusted)
    assert holds_alone(content, *trusted) == found
    return found


def head(standing: Standing, size: int = 16) -> str:
    return standing.headed(size).head.spelt


# -- what is true ------------------------------------------------------------------------------------------------------


def test_the_heads_are_those_of_the_store(standing: Standing, tmp_path: Path) -> None:
    with open_store(told(tmp_path)) as store:
        assert store.store_head() == standing_of(store.name).headed(16).head
    with pytest.raises(LookupError, match="no recording of this ledger ended with 10 events"):
        standing.headed(10)
    assert [standing.size_of(standing.headed(size).head.root) for size in HEADS] == HEADS


@pytest.mark.parametrize(("stream", "position"), PLACES)
def test_every_entry_is_shown_under_the_head(standing: Standing, stream: str, position: int) -> None:
    proof = prove_entry(standing, stream, position)
    assert read_proof(written(proof)) == proof
    assert shown(proof)
    assert shown(proof, head(standing))
    assert shown(proof, head(standing).partition(":")[2])
    assert not shown(proof, head(standing, 11))


@pytest.mark.parametrize("size", HEADS)
def test_every_head_is_shown_to_go_on_to_the_last(standing: Standing, size: int) -> None:
    proof = prove_continuation(standing, size)
    assert read_proof(written(proof)) == proof
    assert shown(proof, head(standing, size), head(standing))
    assert not shown(proof, "f" * 64)


def test_what_was_there_before_recordings_were_kept_is_said_to_have_been(tmp_path: Path) -> None:
    old = [
        Event(ACME, at, one.topic, one.document) for at, one in enumerate(standing_of(told(tmp_path)).events[1:4], 1)
    ]
    before = Peaks().and_then([one.hash for one in old])
    made = Recording(1, NOON, By(), (), before, adopted=3)
    standing = Standing.of([*old, Event("recordings", 1, "seriesd.recording.v1", seal_recording(made, ORIGIN)[0])])
    for position in (1, 2, 3):
        assert shown(prove_entry(standing, ACME, position))


# -- what is not -------------------------------------------------------------------------------------------------------


def proofs(standing: Standing) -> list[Proof]:
    return [prove_entry(standing, BOLT, 4), prove_entry(standing, ACME, 4), prove_continuation(standing, 9)]


@pytest.mark.parametrize("which", range(3))
def test_no_proof_with_a_bit_turned_holds(standing: Standing, which: int) -> None:
    content = written(proofs(standing)[which])
    for place in range(len(content)):
        for bit in (1, 0x20, 0x80):
            turned = content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
            assert not holds(turned), (place, bit)
            assert not holds_alone(turned), (place, bit)


@pytest.mark.parametrize("which", range(3))
def test_no_proof_with_a_member_altered_holds(standing: Standing, which: int) -> None:
    several = altered(as_document(proofs(standing)[which]))
    assert len(several) > 80
    for one in several:
        content = json.dumps(one).encode()
        assert not holds(content), one
        assert not holds_alone(content), one


def test_no_proof_with_a_member_twice_or_parts_of_another_holds(standing: Standing) -> None:
    first, second = (as_document(prove_entry(standing, ACME, at)) for at in (1, 4))
    for part in ("entry", "recording"):
        content = json.dumps({**first, part: second[part]}).encode()
        assert (holds(content), holds_alone(content)) == (False, False)
    twice = json.dumps(first).replace('"kind": "entry"', '"kind": "entry", "kind": "entry"').encode()
    assert (holds(twice), holds_alone(twice)) == (False, False)


def test_a_path_alone_does_not_say_how_many_there_are_and_so_the_head_has_its_recording(standing: Standing) -> None:
    # the path of leaf 0 in a list of 9 to 16 has four hashes: with its root alone another size would pass
    proof = prove_entry(standing, ACME, 1)
    assert len(proof.entry.path) == 4
    other = replace_size(proof, 15)
    assert not shown(other)
    assert not shown(other, proof.under.head.root)


def replace_size(proof: EntryProof, size: int) -> EntryProof:
    return proof._replace(under=proof.under._replace(head=StoreHead(size, proof.under.head.root)))


def test_another_ledger_fits_together_and_is_not_that_of_the_head(standing: Standing, tmp_path: Path) -> None:
    # whoever writes all anew can make a proof of that: only a head from elsewhere tells
    other = standing_of(told_otherwise(tmp_path))
    proof = prove_entry(other, ACME, 1)
    assert shown(proof)
    assert not shown(proof, head(standing))


def told_otherwise(folder: Path) -> str:
    from .ledgers import record

    url = str(folder / "other.db")
    record(url, "Acme", 2)
    return url


def test_an_entry_of_another_place_is_not_shown(standing: Standing) -> None:
    # it stands in the tree, and is sealed for another company: a store in which streams were exchanged
    event = standing.events[1]
    moved = [Event("company/Zed", 1, event.topic, event.document)]
    before = Peaks().and_then([one.hash for one in moved])
    made = Recording(1, NOON, By(), (Span("company/Zed", 1, 1),), before)
    other = Standing.of([*moved, Event("recordings", 1, "seriesd.recording.v1", seal_recording(made, ORIGIN)[0])])
    assert not shown(prove_entry(other, "company/Zed", 1))


def test_a_recording_that_says_another_place_is_not_that_of_the_entry(standing: Standing) -> None:
    event = standing.events[1]
    for spans in ((Span(ACME, 2, 2),), (Span(BOLT, 1, 1),), (Span(ACME, 1, 1), Span(BOLT, 1, 1)), ()):
        made = Recording(1, NOON, By(), spans, Peaks().and_then([event.hash]))
        other = Standing.of([event, Event("recordings", 1, "seriesd.recording.v1", seal_recording(made, ORIGIN)[0])])
        assert not shown(prove_entry(other, ACME, 1))


def test_a_later_recording_is_not_that_of_the_entry(standing: Standing) -> None:
    proof = prove_entry(standing, ACME, 1)
    later = prove_entry(standing, ACME, 4)
    assert not shown(proof._replace(recording=later.recording))


def test_a_wrong_signature_is_seen_by_us_and_said_not_to_be_checked_by_the_program(standing: Standing) -> None:
    event = standing.events[1]

    def sign(_: bytes) -> Signature:
        return Signature("anna", "aa" * 32, "bb" * 64)

    made = Recording(1, NOON, By(), (Span(ACME, 1, 1),), Peaks().and_then([event.hash]))
    other = Standing.of([event, Event("recordings", 1, "seriesd.recording.v1", seal_recording(made, ORIGIN, sign)[0])])
    content = written(prove_entry(other, ACME, 1))
    assert not holds(content)
    said = ALONE.check(json.loads(content), [])
    assert "Its recording is signed; this program does not check by whom." in said


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"{}", b"[" * 100_000, b'{"schema": "seriesd/proof/1"}'])  # fmt: skip
def test_what_is_no_proof_is_none(content: bytes) -> None:
    assert (holds(content), holds_alone(content)) == (False, False)


def test_recordings_that_no_ledger_writes_are_no_traceback(standing: Standing) -> None:
    event = standing.events[1]
    for spans, by in (((Span(ACME, "1", None),), By()), ((), By({"a": 1})), ((Span([], 1, 1),), By())):  # type: ignore[arg-type]
        made = Recording(1, NOON, by, spans, Peaks().and_then([event.hash]))
        ends = Event("recordings", 1, "seriesd.recording.v1", seal_recording(made, ORIGIN)[0])
        under = Headed(head_after(made, ends.document), ends)
        leaves = [event.hash, ends.hash]
        placed = (Placed(one, at, inclusion_path(leaves, at)) for at, one in enumerate((event, ends)))
        assert not holds(written(EntryProof(under, *placed)))


def test_a_store_whose_last_recording_is_not_of_it_proves_nothing(standing: Standing) -> None:
    with pytest.raises(CorruptLedgerError, match="is not of what stands before it"):
        Standing.of([standing.events[1], *standing.events[1:]])
    with pytest.raises(CorruptLedgerError, match="is of no recording"):
        Standing.of(standing.events[:-1])
    with pytest.raises(LookupError):
        prove_entry(standing, ACME, 9)


# -- the program alone -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", range(1, 9))
def test_the_program_follows_the_published_trees(size: int) -> None:
    root = ROOTS[size - 1]
    for index in range(size):
        path = inclusion_path(LEAVES[:size], index)
        found = _climbs(bytes.fromhex(CONTENTS[index]), index, size, path)
        assert found == root
    for before in range(1, size + 1):
        path = consistency_path(LEAVES[:size], before)
        heads = ({"size": before, "root": ROOTS[before - 1]}, {"size": size, "root": root})
        assert ALONE.goes_on(*heads, path)
        if before < size:
            assert not ALONE.goes_on({"size": before, "root": "0" * 64}, heads[1], path)


def _climbs(content: bytes, index: int, size: int, path: list[bytes]) -> str:
    """The root to which the program follows a path, by trying the published ones; its leaves are events."""
    from hashlib import sha256

    leaf = sha256(b"\x00" + content).digest()
    event = {"index": index, "path": [one.hex() for one in path]}
    kept, ALONE.leaf = ALONE.leaf, lambda _: leaf
    try:
        return next(root for root in ROOTS if ALONE.is_in(event, {"size": size, "root": root}))
    finally:
        ALONE.leaf = kept


def test_the_program_needs_nothing_but_an_old_python_and_is_short() -> None:
    text = PROGRAM.read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    modules = {one.module if isinstance(one, ast.ImportFrom) else one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)}  # fmt: skip
    assert modules == {"__future__", "json", "re", "sys", "hashlib", "pathlib", "typing"}
    assert modules <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 200


def test_the_program_is_run_as_a_file(standing: Standing, tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_bytes(written(prove_entry(standing, BOLT, 4)))
    (tmp_path / "on.json").write_bytes(written(prove_continuation(standing, 9)))

    def run(*words: str) -> tuple[int, str]:
        # -I: nothing of the environment, -S: nothing that is installed
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(PROGRAM), *words],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    code, said = run("proof.json", "--head", head(standing))
    assert code == 0, said
    assert "position 4 of the log of Bolt" in said
    assert "It was written by anna" in said
    code, said = run("on.json", "--head", head(standing, 9), "--head", head(standing))
    assert (code, said.splitlines()[0]) == (0, "All that stands under the earlier head stands unchanged at the beginning of the later one.")  # fmt: skip
    assert run("on.json")[1].count("It is not shown whose head this is") == 1
    assert run("proof.json", "--head", head(standing, 9)) == (1, f"It does not hold: it does not speak of the head {head(standing, 9)}.\n")  # fmt: skip
    for words in ((), ("nothing.json",), ("proof.json", "--head"), ("proof.json", "--heads", "x")):
        code, said = run(*words)
        assert code == 1
        assert said.startswith("It does not hold: ")
        assert "Traceback" not in said


def test_the_two_heads_of_a_continuation_may_be_one(standing: Standing) -> None:
    proof = prove_continuation(standing, 16)
    assert isinstance(proof, Continuation)
    assert (proof.path, heads_of(proof)[0]) == ([], heads_of(proof)[1])
    assert shown(proof)
    assert root_of(standing.hashes).hex() == heads_of(proof)[0].root
    assert not shown(proof._replace(path=[b"\0" * 32]))
