"""Whatever spelling a journal comes in, with whatever noise: its entries come out as they were, or it is refused."""

import string
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from commands.journal import UnreadableError, read_journal
from ledger.events import Entry, read_entry, write_entry
from tests.commands.noise import FILES
from tests.commands.strategies import entries

_TAME = st.text(string.ascii_letters, min_size=3, max_size=12).map(lambda text: f"H {text}")
_DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(date.isoformat)


@st.composite
def _tame(draw: st.DrawFn) -> Entry:
    """An entry as companies have them: an issue, a grant, a conversion, a split."""
    kind = draw(st.sampled_from(["common_issued", "option_granted", "series_d_converted", "common_split"]))
    given: dict[str, object] = {"type": kind, "effective": draw(_DAYS)}
    if kind == "common_split":
        return read_entry(given | {"old": draw(st.integers(2, 100)), "new": 1})
    given |= {"holder": draw(_TAME), "shares": draw(st.integers(1, 10**12))}
    if kind == "option_granted":
        given |= {"right": draw(_TAME), "exercise_price": draw(st.sampled_from(["0.0033", "11.1111", "1/3", 5]))}
    if kind == "common_issued":
        given["consideration"] = {"cash": draw(st.decimals("0.01", "9e6", places=2).map(str))}
    if kind == "series_d_converted":
        given["notice_delivered"] = given["effective"]
    return read_entry(given)


def _read(folder: Path, file: tuple[str, bytes]) -> list[Entry]:
    path = folder / f"journal.{file[0]}"
    path.write_bytes(file[1])
    return [line.entry for line in read_journal(str(path))]


@pytest.mark.parametrize("kind", FILES)
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), some=st.lists(entries(), min_size=1, max_size=3))
def test_the_same_entries_come_out_or_the_file_is_refused(
    kind: str, data: st.DataObject, some: Sequence[Entry], tmp_path: Path
) -> None:
    file = data.draw(FILES[kind](some))
    try:
        found = _read(tmp_path, file)
    except UnreadableError:
        event(f"refused {kind}")
        return
    assert found == some


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), some=st.lists(_tame(), min_size=1, max_size=5))
def test_what_companies_send_is_read(kind: str, data: st.DataObject, some: Sequence[Entry], tmp_path: Path) -> None:
    assert _read(tmp_path, data.draw(FILES[kind](some))) == some, [write_entry(one) for one in some]
