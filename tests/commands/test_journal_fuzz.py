"""Whatever a file holds, a reader answers with lines or with `UnreadableError`, and never makes a float."""

import gc
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.journal import UnreadableError, read_journal, read_text
from ledger.events import ENTRY_TYPES, Entry, write_entry
from tests.commands.strategies import SPELLINGS, entries, numbers_in

NASTY = [
    *"[]{}\",:'\\\n\r\t\0-.#&*!|>%@`?~=;<",
    *("\x1b", "\x85", "\u2028", "\ufeff", "\ufffe", "\ud800", "\U0001f600"),
    *("1e999999", "1.5", "-0.0", "1/0", "NaN", "-Infinity", ".inf", "9" * 5000, "0.1e-5000", "\u00b2", "\u0661"),
    *(
        "null",
        "true",
        "\\ud800",
        "\\u0000",
        "\\x00",
        "&a ",
        "*a",
        "!!float ",
        "!!python/name:os.system ",
        "<<: ",
        "---\n",
        "...\n",
    ),
    *("[" * 2000, '{"a":' * 2000, "- " * 50, "? " * 50, "with.with.with", "parity.0.class", "parity.1", ",,,,", '""'),
    *(
        '"type": "liquidated"',
        '"id": 1.5',
        '"holder": 2e3',
        "consideration",
        "from_",
        "class_",
        "model_config",
        "__class__",
    ),
]


def _read(text: str, spelling: str) -> None:
    sentence = ""
    try:
        lines = read_text(text, spelling, "j")
    except UnreadableError as error:
        lines, sentence = [], str(error)
    assert bool(lines) != (sentence.isprintable() and len(sentence) > len("j: "))
    for line in lines:
        assert isinstance(line.entry, Entry)
        assert 1 <= line.number <= text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1
        assert not any(isinstance(leaf, float) for leaf in numbers_in(line.entry))


@st.composite
def _mutated(draw: st.DrawFn, spelling: str) -> str:
    text = SPELLINGS[spelling]([write_entry(entry) for entry in draw(st.lists(entries(), min_size=1, max_size=2))])
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2, 10])))
        piece = draw(st.sampled_from(NASTY) | st.just(text[start : start + 40]) | st.text(max_size=3))
        text = text[:start] + piece + text[end:]
    return text


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_mutated_journal_is_read_or_refused(spelling: str, data: st.DataObject) -> None:
    _read(data.draw(_mutated(spelling)), spelling)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(NASTY),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["type", "cash", "class", "0"]), inner),
    max_leaves=4,
)
_FIELDS = sorted({spec.alias or name for model in ENTRY_TYPES.values() for name, spec in model.model_fields.items()})


@pytest.mark.parametrize("spelling", ["json", "jsonl", "csv"])
@settings(max_examples=200, deadline=None)
@given(entry=entries(), name=st.sampled_from(_FIELDS) | st.sampled_from(NASTY), value=_VALUES)
def test_any_value_for_any_field_is_read_or_refused(spelling: str, entry: Entry, name: str, value: object) -> None:
    _read(SPELLINGS[spelling]([write_entry(entry) | {name: value}]), spelling)


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(NASTY) | st.sampled_from(string.printable), max_size=30))
def test_heaps_of_signs_are_read_or_refused(spelling: str, pieces: list[str]) -> None:
    _read("".join(pieces), spelling)


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=100, deadline=None)
@given(text=st.text())
def test_any_text_is_read_or_refused(spelling: str, text: str) -> None:
    _read(text, spelling)


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(spelling: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"j.{spelling}"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        read_journal(str(path))


def test_the_collector_runs_again_after_a_refusal() -> None:
    with pytest.raises(UnreadableError):
        read_text("5", "jsonl", "j")
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(UnreadableError):
            read_text("5", "jsonl", "j")
        assert not gc.isenabled()
    finally:
        gc.enable()
