"""Sealing and unsealing: what was recorded comes back the same, and nothing else comes back at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.events import STORED_TYPES, Entry, SeriesDAutoConverted, read_entry, write_entry
from ledger.log import recorded
from ledger.log.recorded import (
    EDITION,
    FIRST_EDITION,
    ORIGIN,
    CorruptLedgerError,
    Delivery,
    Recorded,
    seal,
    sealed_hash,
    topic,
    unseal,
)
from tests.commands.strategies import of_type

NOON = datetime(2026, 3, 1, 12, 0, 0, 7, tzinfo=UTC)
SAMPLES = Path(__file__).parent.joinpath("stored_samples.jsonl").read_bytes().splitlines()
COMPANY = "Müller & Söhne, Inc."

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
_PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)
_WHOLE = st.integers(0, 10**30)
_AUTOMATIC = st.fixed_dictionaries(
    {
        "type": st.just("series_d_auto_converted"),
        "effective": st.just("2010-01-01"),
        "holder": _PLAIN,
        "shares": st.integers(1, 10**30),
        "common_shares": _WHOLE,
        "cause": _PLAIN,
    }
).map(SeriesDAutoConverted.model_validate)
_MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


def stored(kind: str) -> st.SearchStrategy[Entry]:
    return _AUTOMATIC if kind == "series_d_auto_converted" else of_type(kind)


def issued(position: int = 1, **fields: Any) -> Recorded:
    given = {"type": "common_issued", "effective": "2007-03-01", "holder": "Ada", "shares": 5, **fields}
    entry = read_entry({"id": f"common_issued-{position}", **given})
    return Recorded(position, f"common_issued-{position}", entry, NOON)


def _encoded(document: Any) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def resealed(document: Any) -> bytes:
    """What a forger makes who knows how the seal is made."""
    body = document if isinstance(document, bytes) else _encoded(document).encode()
    digest = sha256(body).hexdigest()
    return body[:-1] + f',"hash":"{digest}"}}'.encode()


def document(**changes: Any) -> dict[str, Any]:
    found = json.loads(seal("Acme", issued(), ORIGIN)[0])
    del found["hash"]
    return {name: value for name, value in (found | changes).items() if value is not None}


def unsealed(state: bytes, position: int = 1, previous: str | None = ORIGIN) -> Recorded:
    return unseal(state, company="Acme", position=position, previous=previous)[0]


@pytest.mark.parametrize("kind", sorted(STORED_TYPES))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_what_was_sealed_comes_back(kind: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, 10**9))
    entry = data.draw(stored(kind)).model_copy(update={"id": f"{kind}-{position}"})
    delivery = data.draw(st.none() | st.builds(Delivery, _WHOLE, _WHOLE))
    edition = data.draw(st.sampled_from([FIRST_EDITION, EDITION]))
    one = Recorded(position, f"{kind}-{position}", entry, data.draw(_MOMENTS), delivery, edition)
    company, previous = data.draw(_NAMES), data.draw(_HASHES)

    state, digest = seal(company, one, previous)

    assert unseal(state, company=company, position=position, previous=previous) == (one, digest)
    assert sealed_hash(state) == digest


def test_the_stored_state_is_canonical_json_with_its_hash_at_the_end() -> None:
    one = replace(issued(3, holder="Zoë", consideration={"cash": "0.0033"}), delivery=Delivery(2, 6734))
    state, digest = seal(COMPANY, one, "ab" * 32)
    body = (
        '{"company":"Müller & Söhne, Inc.","delivery":{"common_shares":6734,"converted":2},"edition":2,"entry":{"consideration":'
        '{"cash":"0.0033"},"effective":"2007-03-01","holder":"Zoë","id":"common_issued-3","shares":5,'
        '"type":"common_issued"},"format":2,"position":3,"previous":"' + "ab" * 32 + '",'
        '"recorded_at":"2026-03-01T12:00:00.000007Z"}'
    ).encode()
    assert digest == sha256(body).hexdigest()
    assert state == body[:-1] + b',"hash":"' + digest.encode() + b'"}'
    parsed = json.loads(body)
    assert json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == body


def test_any_byte_altered_removed_or_put_in_is_detected() -> None:
    state, _ = seal("Acme", issued(), ORIGIN)
    altered = [
        state[:at] + bytes([state[at] ^ mask]) + state[at + 1 :]
        for at in range(len(state))
        for mask in (1, 2, 32, 128, 255)
    ]
    shortened = [state[:at] + state[at + 1 :] for at in range(len(state))]
    lengthened = [state[:at] + b" " + state[at:] for at in range(len(state) + 1)]
    cut = [state[:at] for at in range(len(state))]
    for wrong in (*altered, *shortened, *lengthened, *cut):
        with pytest.raises(
            CorruptLedgerError, match=r"^Acme: position 1 was altered: its content does not give its hash$"
        ):
            unsealed(wrong)


@pytest.mark.parametrize("held", [None, "text", 7, b""])
def test_what_is_no_sealed_document_has_no_hash(held: object) -> None:
    assert sealed_hash(held) is None


def test_an_entry_of_another_place_is_not_accepted() -> None:
    state, _ = seal("Acme", issued(2), "ab" * 32)
    with pytest.raises(CorruptLedgerError, match=r"^Acme: position 3 holds what was recorded at position 2 of Acme$"):
        unseal(state, company="Acme", position=3, previous="ab" * 32)
    with pytest.raises(CorruptLedgerError, match=r"^Bolt: position 2 holds what was recorded at position 2 of Acme$"):
        unseal(state, company="Bolt", position=2, previous="ab" * 32)


def test_an_entry_that_follows_another_is_not_accepted() -> None:
    state, _ = seal("Acme", issued(2), "ab" * 32)
    with pytest.raises(
        CorruptLedgerError, match=r"position 2 does not follow what stands before it: the chain is broken here$"
    ) as caught:
        unsealed(state, 2, "cd" * 32)
    assert (caught.value.company, caught.value.position) == ("Acme", 2)
    assert unsealed(state, 2, None) == issued(2)


def entry_with(**changes: Any) -> dict[str, Any]:
    given = document()["entry"] | changes
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize(
    ("forged", "wrong"),
    [
        (document(entry=entry_with(shares=-5)), r"cannot be read: shares: .*-5 is not above zero"),
        (document(entry=entry_with(shares=5.0)), r"cannot be read: it holds the number 5\.0, which is not exact"),
        (document(entry=entry_with(shares=float("inf"))), "cannot be read: it holds the number Infinity, which is not"),
        (document(entry=entry_with(holder=None)), "cannot be read: holder: Field required"),
        (
            document(entry=entry_with(consideration={"cash": -1})),
            r"cannot be read: consideration\.cash: .*-1 is below zero",
        ),
        (document(entry=entry_with(price=3)), "cannot be read: price: Extra inputs are not permitted"),
        (document(entry=entry_with(type="share_issued")), "cannot be read: its type 'share_issued' is unknown"),
        (document(entry=entry_with(type=None)), "cannot be read: it has no 'type'"),
        (document(entry=entry_with(type=[])), "cannot be read: unhashable"),
        (document(entry=entry_with(id=None)), "cannot be read: its entry has no id"),
        (document(entry=None), "cannot be read: it has no 'entry'"),
        (document(entry=[]), "cannot be read: list indices"),
        (document(company=None), "cannot be read: it has no 'company'"),
        (document(delivery={"converted": 1}), "cannot be read: it has no 'common_shares'"),
        (
            document(delivery={"converted": 1, "common_shares": "2"}),
            "cannot be read: its delivery is not in whole shares",
        ),
        (document(delivery=3), "cannot be read: "),
        (document(recorded_at="2026-03-01T12:00:00.000007"), "cannot be read: its moment .* is not in UTC"),
        (document(recorded_at="2026-03-01T12:00:00+01:00"), "cannot be read: its moment .* is not in UTC"),
        (document(recorded_at="yesterday"), "cannot be read: Invalid isoformat"),
        (document(format=3), "was written by a later version of seriesd, in format 3; this one reads up to 2"),
        (document(format=0), "cannot be read: it is in format 0, which this version of seriesd does not know"),
        (document(author="x"), "cannot be read: it has a member 'author', which such a document has not"),
        (document(edition=None), "cannot be read: it has no 'edition'"),
        (
            document(edition=3),
            "cannot be read: it was judged by edition 3 of the readings, which this version does not",
        ),
        (document(edition=True), "cannot be read: it was judged by edition True of the readings"),
        (document(format=[]), "cannot be read: unhashable"),
        (b'{"company":}', "cannot be read: Expecting value"),
        (b'{"company":"\xff"}', "cannot be read: 'utf-8' codec"),
        (b'{"company":' + b"[" * 200_000 + b"}", "cannot be read: "),
        (b'{"company":' + b"9" * 5000 + b"}", "cannot be read: it holds a number of 5,000 digits"),
    ],
)
def test_what_is_well_sealed_but_no_entry_is_said_in_a_sentence(forged: Any, wrong: str) -> None:
    with pytest.raises(CorruptLedgerError, match=f"^Acme: position 1 {wrong}") as caught:
        unsealed(resealed(forged))
    assert "\n" not in str(caught.value)


def test_the_forger_of_these_tests_can_seal_what_is_right() -> None:
    assert unsealed(resealed(document())) == issued()


def test_a_document_of_an_older_format_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "format": 0, "entry": {"holder": old["entry"]["who"], **entry_with(holder=None)}}

    def numbered(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "format": recorded.FORMAT}

    monkeypatch.setitem(recorded._UPCASTS, -1, renamed)
    monkeypatch.setitem(recorded._UPCASTS, 0, numbered)
    state = resealed(document(format=-1, entry={"who": "Ada", **entry_with(holder=None)}))
    assert unsealed(state) == issued()


def test_an_entry_that_does_not_carry_its_id_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="its id is 'common_issued-1', not 'other'"):
        seal("Acme", replace(issued(), id="other"), ORIGIN)


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=2))])
def test_a_moment_that_is_not_in_utc_is_not_sealed(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="in UTC"):
        seal("Acme", replace(issued(), recorded_at=datetime(2031, 1, 1, tzinfo=zone)), ORIGIN)


def test_an_entry_is_filed_under_its_type() -> None:
    assert topic("common_split") == "seriesd.common_split.v1"


# The samples were written once, when the format was fixed, and are never written again: what was stored loads for ever.
# When a type or a field is added, samples are added behind them.


def test_every_stored_sample_loads_as_it_was_stored() -> None:
    previous = ORIGIN
    for position, state in enumerate(SAMPLES, start=1):
        expected = json.loads(state)
        before = previous
        one, previous = unseal(state, company=COMPANY, position=position, previous=previous)
        assert seal(COMPANY, one, before) == (state, previous)
        assert one.edition == expected.get("edition", FIRST_EDITION)
        assert write_entry(one.entry) == expected["entry"]
        assert (one.position, one.id) == (position, expected["entry"]["id"])
        assert one.recorded_at == datetime.fromisoformat(expected["recorded_at"])
        delivered = one.delivery and {"common_shares": one.delivery.common_shares, "converted": one.delivery.converted}
        assert delivered == expected.get("delivery")
    assert previous == "dba7898c3bd55fe4fd327683dd5c0dccc2a8690b9b6e6ac2d2149e8dde716eb2"


def test_there_is_a_stored_sample_of_every_type_with_every_field() -> None:
    shown: dict[str, set[str]] = {}
    for state in SAMPLES:
        entry = json.loads(state)["entry"]
        shown.setdefault(entry["type"], set()).update(entry)
    assert shown == {
        name: {field.alias or own for own, field in model.model_fields.items()} for name, model in STORED_TYPES.items()
    }
