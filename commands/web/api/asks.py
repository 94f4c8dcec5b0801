"""What each question of a company is asked with."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from commands.web.api.params import (
    LAST,
    Amount,
    AsKnown,
    Asks,
    Dated,
    Day,
    Exact,
    Flag,
    Head,
    Moment,
    Option,
    Text,
    Whole,
)
from ledger.events import STORED_TYPES
from ledger.names import near
from projections.answers.listing.wanted import CLAUSES

Kind = Literal["adjustment", "conversion", "dividend", "subscription", "reorganization", "dissolution"]


def _known_type(given: str) -> str:
    if given not in STORED_TYPES:
        raise ValueError(f"{given[:80]!r} is no type of an entry{near(given, STORED_TYPES)}")
    return given


TypeName = Annotated[str, AfterValidator(_known_type), WithJsonSchema({"type": "string", "enum": sorted(STORED_TYPES)})]


def _known_clause(given: str) -> str:
    if given not in CLAUSES:
        raise ValueError(f"{given[:80]!r} is no clause that an entry falls under{near(given, CLAUSES)}")
    return given


ClauseName = Annotated[str, AfterValidator(_known_clause), WithJsonSchema({"type": "string", "enum": [*CLAUSES]})]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$"), Field(examples=["2006"])]
Part = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,8}$"), Field(examples=["200"])]


class OfPrice(Dated, Exact):
    """The Conversion Price on a day."""


class OfHistory(AsKnown, Exact):
    """Every change of the Conversion Price."""

    until: Annotated[Day | None, Field(description="only up to the close of this day")] = None
    no_replays: Annotated[Flag, Field(description="leave out the steps of the replay behind each readjustment")] = False


class OfTwoMoments(Exact):
    """What changed between two states of knowledge."""

    earlier: Annotated[Moment, Field(description="the earlier moment (UTC)")]
    later: Annotated[Moment, Field(description="the later moment (UTC)")]


class OfEntries(AsKnown):
    """Which entries, and in which order."""

    entry: Annotated[Text | None, Field(description="only this one, by its id")] = None
    since: Annotated[Day | None, Option("--from"), Field(description="taking effect on this day or later")] = None
    until: Annotated[Day | None, Field(description="taking effect on this day or earlier")] = None
    type: Annotated[tuple[TypeName, ...], Field(description="of this type; may be repeated")] = ()
    holder: Annotated[Text | None, Field(description="that name this holder")] = None
    right: Annotated[Text | None, Field(description="that name this right")] = None
    edited: Annotated[Flag, Field(description="only what was voided or corrected, and what did that")] = False
    late: Annotated[Flag, Field(description="only what takes effect before an entry recorded earlier")] = False
    without_source: Annotated[Flag, Field(description="only what names no source and has no document attached")] = False
    assumed: Annotated[Flag, Field(description="only conversions whose delivery nobody stated")] = False
    clause: Annotated[ClauseName | None, Field(description="of a type that falls under this clause")] = None
    year: Annotated[Year | None, Field(description="taking effect in this year")] = None
    counts: Annotated[Flag, Field(description="how many there are of each kind as well")] = False
    part: Annotated[Part | None, Field(description="only so many of the last")] = None
    order: Annotated[Literal["timeline", "recorded"], Field(description="as they take effect, or as recorded")] = (
        "timeline"
    )


class OfHoldersSince(Dated):
    """What has changed in the cap table since another day."""

    since: Annotated[Day, Field(description="since the close of this day, the earlier of the two")]


class Told(AsKnown, Exact):
    """How far down a figure is told."""

    depth: Annotated[Whole | None, Field(description="so many levels down; absent: as far as fits")] = None


class ToldOn(Told, Dated):
    """Of which day, and how far down."""


class OfEntry(Told):
    """What an entry did."""

    entry: Annotated[Text, LAST, Field(description="the id of the entry")]


class OfRule(Asks):
    """What a refusal means."""

    code: Annotated[Text, Option("--refusal"), Field(description="the code of the refusal; `all` lists them")]


class OfStep(Told):
    """Why one step of the price is what it is."""

    step: Annotated[Whole, Field(description="the number of the step, as the history has it")]


class OfHolder(ToldOn):
    """What a holder has, and the entries that made it so."""

    holder: Annotated[Text, Field(description="the name of the holder")]


class OfHolders(ToldOn):
    """Every balance."""


class OfPayout(ToldOn):
    """What a liquidation would give, and why."""

    assets: Annotated[Amount, Field(description="the assets to be distributed, in money")]
    holder: Annotated[Text | None, Field(description="what this holder gets; absent: everybody")] = None


class OfAssets(Dated):
    """Which assets are distributed."""

    assets: Annotated[Amount, Field(description="the assets to be distributed, in money")]
    parity: Annotated[
        tuple[Text, ...],
        Field(description="a class on a parity with Series D, as NAME:SHARES:PREFERENCE; may be repeated"),
    ] = ()


class OfLiquidation(AsKnown):
    """A liquidation that is recorded."""

    liquidation: Annotated[Text, Field(description="the id of the entry that records it")]


class OfCalendar(Dated):
    """What is due on a day."""

    all: Annotated[Flag, Field(description="what is done as well")] = False


class OfConsents(Dated):
    """What the holders of Series D have consented to."""

    action: Annotated[Text | None, LAST, Field(description="the name of one proposal; absent: all")] = None


class OfRecordings(AsKnown):
    """Who recorded what."""

    since: Annotated[Day | None, Field(description="recorded on this day or later (UTC)")] = None
    entry: Annotated[Text | None, Field(description="the recording that an entry is of")] = None
    batch: Annotated[Text | None, Field(description="the recording that was made with this key")] = None


class OfRecording(AsKnown):
    """One recording."""

    number: Annotated[Whole, LAST, Field(description="the number of the recording, from 1")]


class OfDocuments(AsKnown):
    """The files attached to entries."""

    entry: Annotated[Text | None, LAST, Field(description="those of this entry; absent: all")] = None


class OfStatement(Dated, Exact):
    """What a holder has, what moved it and what is due to it."""

    holder: Annotated[Text | None, LAST, Field(description="to this holder")] = None
    all: Annotated[Flag, Field(description="to everybody who has something, or has something to come")] = False
    since: Annotated[Day | None, Field(description="movements from this day on")] = None
    mailed: Annotated[Day | None, Field(description="the day of mailing")] = None


class OfNotice(AsKnown, Exact):
    """A notice of the certificate, as it would be given."""

    kind: Annotated[Kind, LAST, Field(description="what is told")]
    entry: Annotated[Text | None, Field(description="about this entry; absent: the latest of the kind")] = None
    step: Annotated[Whole | None, Field(description="about this step, of an adjustment")] = None
    on: Annotated[Day | None, Field(description="the adjustments of this day; of a conversion, its date")] = None
    holder: Annotated[Text | None, Field(description="to this holder; absent: each who is to be told")] = None
    mailed: Annotated[Day | None, Field(description="the day of mailing")] = None


class OfScenarios(Asks):
    """Which scenarios."""

    all: Annotated[Flag, Field(description="those that were dropped as well")] = False


class OfScenario(Exact):
    """One scenario."""

    on: Annotated[Day | None, Field(description="at the close of this day; absent: today")] = None
    name: Annotated[Text, LAST, Field(description="the scenario")]


class OfTwoScenarios(OfScenario):
    """Two scenarios side by side."""

    other: Annotated[Text, LAST, Field(description="the scenario to set beside it")]


class OfProposals(Asks):
    """Which proposals."""

    open: Annotated[Flag, Field(description="only those that are neither approved nor declined")] = False
    number: Annotated[Whole | None, LAST, Field(description="the number of one; absent: all of them")] = None


class OfVerification(AsKnown):
    """What is held against what."""

    head: Annotated[
        tuple[Head, ...], Field(description="a head that was kept elsewhere, which must be found here; may be repeated")
    ] = ()


class OfProof(Asks):
    """That an entry stands in the ledger, whole."""

    entry: Annotated[Text, LAST, Field(description="the id of the entry")]


class OfContinuation(Asks):
    """That the ledger only went on since a head."""

    since: Annotated[Head, Field(description="the head that was kept: SIZE:HASH, or the hash alone")]
