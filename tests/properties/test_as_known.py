"""As known then: every answer that was given once is given again, to the last letter, whatever was recorded since."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.api.ledger import Ledger, open_ledger
from projections.audit.audit import Claim
from projections.render.json.serialize import as_json
from tests.commands.test_what_if import CONVERSION, EXERCISE, LAPSE, OPTION, OTHER, REVERSE, SALE, START
from tests.properties.test_the_record import FEW, accepted, new_ledger
from tests.reference.timelines import disturbed_timelines
from tests.scenarios.asking import ask, run
from tests.workings.asking import explain_json

Entry = dict[str, Any]
OFF = Claim(dt.date(2006, 6, 1), Fraction("0.0031"))


def answers(ledger: Ledger, day: dt.date, as_known: dt.datetime | None = None) -> str:
    """What the ledger answers about a day, as the command prints it."""
    claims = [Claim(day, ledger.price(day, as_known=as_known).in_effect.fraction), OFF]
    said = [
        as_json(ledger.price(day, as_known=as_known)),
        as_json(ledger.history(as_known=as_known)),
        as_json(ledger.holders(day, as_known=as_known)),
        explain_json(ledger.explain(day, as_known=as_known)),
        as_json(ledger.audit(claims, as_known=as_known)),
    ]
    return json.dumps(said, sort_keys=True)


@settings(FEW, max_examples=20)
@given(disturbed_timelines(max_entries=16), st.data())
def test_as_known_at_each_past_moment_reproduces_what_was_answered_then(
    entries: list[Entry], data: st.DataObject
) -> None:
    journal = accepted(entries)
    first = next(at for at, entry in enumerate(journal) if entry["type"] == "certificate_adopted") + 1
    cuts = sorted(data.draw(st.sets(st.integers(first, len(journal)), max_size=5)) | {first, len(journal)})
    day = dt.date.fromisoformat(data.draw(st.sampled_from([entry["effective"] for entry in journal])))
    with new_ledger() as ledger:
        answered = {}
        for start, end in zip([0, *cuts], cuts, strict=False):
            ledger.record(journal[start:end])
            answered[ledger.log()[-1].recorded_at] = answers(ledger, day)
        for moment, then in answered.items():
            assert answers(ledger, day, moment) == then
            assert answers(ledger, day, moment + dt.timedelta(microseconds=999_999)) == then


NOON = dt.datetime(2010, 1, 1, 12, tzinfo=dt.UTC)
LATE = SALE | {"id": "late", "effective": "2006-01-20", "consideration": {"cash": 12_000}}
MENDED = {"type": "entry_corrected", "id": "mended", "effective": "2006-08-01", "entry": "sale", "reason": "a slip",
          "with": SALE | {"consideration": {"cash": 10_000}}}  # fmt: skip
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-08-02", "entry": "late", "reason": "never made"}
BATCHES = [[*START, OTHER], [OPTION, SALE], [CONVERSION], [LATE], [EXERCISE, LAPSE], [MENDED], [VOID], [REVERSE]]
ASKED = [
    ("price", "--on", "2006-03-01"),
    ("history",),
    ("holders", "--on", "2006-05-30"),
    ("explain", "--on", "2006-03-02"),
    ("what-if", "--without", "series-d", "--on", "2006-03-02"),
    ("audit", "CLAIMS"),
    ("dividends", "--on", "2006-05-30"),
    ("waterfall", "--assets", "5000", "--on", "2006-05-30"),
    ("calendar", "--on", "2006-05-30"),
    ("flags", "--on", "2006-05-30"),
    ("entries",),
    ("verify",),
]


def asked(folder: Path, *known: str) -> list[Any]:
    """The answers of every reading verb."""
    found = []
    for verb, *words in ASKED:
        given_words = [str(folder / "claims.csv") if word == "CLAIMS" else word for word in words]
        found.append(ask_either(folder, verb, *given_words, *known))
    return found


def ask_either(folder: Path, *words: str) -> Any:
    """An answer, whether or not something disagrees in it."""
    done = run(folder, *words, "--json")
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_every_verb_answers_as_it_did(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("date,price\n2006-01-10,0.0033\n2006-03-01,0.0026\n", encoding="utf-8")
    answered = []
    for number, batch in enumerate(BATCHES):
        with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
            ledger.clock = lambda number=number: NOON + dt.timedelta(days=number)
            ledger.record(batch)
        answered.append(asked(tmp_path))
    assert ask(tmp_path, "price", "--on", "2006-03-01") != answered[1][0]
    for number, then in enumerate(answered):
        assert asked(tmp_path, "--as-known", (NOON + dt.timedelta(days=number)).isoformat()) == then
