"""Packages with anything anywhere: read or refused with a sentence, and what is read can be held against its entries."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.journal import UnreadableError
from commands.ocf import read_package, reconciled
from tests.exports.acme import Acts, company
from tests.exports.packages import put
from tests.exports.test_ocf_securities import SPLITS, WHOLE

CASES: list[Acts] = [*(acts for _, acts, *_ in WHOLE), *(acts for _, acts, *_ in SPLITS)]
MANY = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))

_NUMBERS = st.sampled_from(["0", "-1", "1/0", "1e99", "NaN", "0.5", "99999999999999999999", " ", "1,000"])
_IDS = st.sampled_from(["cs1", "s2", "o", "w", "n", "s9", "split", "", "cs", "sa", "fund"])
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | _NUMBERS | _IDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "amount", "type"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
_MARKS = st.sampled_from([
    "opening_balance", "treasury_disposed", "treasury_retired", "stock_dividend_paid", "exercised", "automatic_conversion",
    "withheld", "shares", "price", "terms", "id", "integral_transaction", "excluded", "consideration",
])  # fmt: skip


def spoilt(data: st.DataObject, files: dict[str, str]) -> dict[str, str]:
    """The files with one value replaced or taken out, or with a comment that looks like one of ours."""
    name = data.draw(st.sampled_from(sorted(files)))
    content = json.loads(files[name])
    at: Any = content
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not at[key] or not isinstance(at[key], dict | list) or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    how = data.draw(st.integers(0, 3))
    if how == 0 and isinstance(at, dict):
        del at[key]
    elif how == 1 and isinstance(at, dict):
        at["comments"] = [f"seriesd: {data.draw(_MARKS)} {json.dumps(data.draw(_JUNK))}"]
    else:
        at[key] = data.draw(_JUNK)
    return files | {name: json.dumps(content)}


@MANY
@given(st.data())
def test_any_value_anywhere_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    files = spoilt(data, company(*data.draw(st.sampled_from(CASES))))
    if data.draw(st.booleans()):
        files = spoilt(data, files)
    imported, said = None, ""
    with TemporaryDirectory() as folder:
        try:
            imported = read_package(str(put(files, Path(folder))))
        except UnreadableError as error:
            said = str(error)
    assert "\n" not in said
    if imported is not None:
        reconciled(imported)
        assert imported.not_used
