"""The working paper of an audit as blocks: what was claimed, what was found, why, what it does, and room to review it.

Its first page says what it is of, how much of it is right, and by which criteria. Then come the claims, the wrong ones
first, each with its explanation and its effect; then the deliveries, those that were stated apart from the assumed.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.audit.findings import Audit, ClaimFound, Compared, ConversionFound, Touched
from projections.audit.verdicts import Finding, Stated, as_stated
from projections.render.answers.audit.audit import (
    ASSUMED,
    MEASURE,
    STATED,
    as_claimed,
    effect_of_common,
    effects,
    explanations,
    finding_in_words,
    findings_of,
    money,
    named,
    price_of,
)
from projections.render.blocks import Block, Facts, Grid, Heading, Items, NewPage, Paragraph
from projections.render.documents.report import Colophon
from projections.render.marks.marked import each_reasoned
from projections.render.marks.why import Why
from projections.render.numbers import entries_in_words, exactly, number

TITLE = "Working paper: claimed Conversion Prices"


def headings(answer: Audit) -> Sequence[tuple[Finding, str]]:
    """The findings and their headings, in the order of the paper."""
    return [(it, _sentence(finding_in_words(it, answer.places, 0))) for it in findings_of(answer)]


TICKS = ("agreed", "follow up", "not applicable")
"""What a reviewer can make of a finding."""


def criteria(answer: Audit) -> Sequence[str]:
    """What the findings of this audit mean."""
    places = answer.places
    rounded = () if places is None else _of_rounding(finding_in_words("rounded", places, 0), places)
    strictly = ("Strictly, a claim that is as stated does not agree.",) if answer.strict else ()
    return (_EXACT, *rounded, *_CRITERIA[:1], *strictly, *_CRITERIA[1:])


def _of_rounding(named: str, places: int) -> Sequence[str]:
    to = f"{places} decimal place{'s' * (places != 1)}"
    return (
        (
            f"{_sentence(named)} means that claim and price were both rounded half to even to {to} before they were "
            "compared, and then are the same number; what stands after that may differ. Where both become 0 this "
            "states nothing, and the claim says so."
        ),
        f"For every finding below, a claim that is not exact was rounded to {to} in the same way.",
    )


_EXACT = "Exact means that the claim is the Conversion Price in effect for conversions on its date, to the last digit."
_CRITERIA: Sequence[str] = (
    (
        "As stated means that it is that price rounded half up, or cut off, to the decimal places with which the claim "
        "itself is written; never to fewer. Zeros at its end count as written; a zero alone states nothing."
    ),
    (
        "Wrong is every other claim. Its explanation is the nearest supposition that gives the number claimed, exactly "
        "or as stated: what supposes least comes first, and others that give it as well are named after it. Where a "
        "claim has so few digits that something may well meet it by chance, that is said."
    ),
    (
        "The effect of a wrong claim is on the recorded conversions from its date until the price in effect changes or "
        "a later claim begins: the whole shares at the price claimed, less those at the record's price."
    ),
    MEASURE.partition(". ")[0] + ".",
    (
        "A delivery that an entry states can disagree with the record. One that nobody stated is assumed as the ledger "
        "worked it out when it was recorded, and stands apart (A8, A30)."
    ),
)

_BOX = "\N{BALLOT BOX}"
_REVIEW = ("ok", "initials", "note")


class Sums(NamedTuple):
    """What all wrong claims do to the conversions that they touched; what is too few and too many apart.

    Shares are in the share units of the last of them, where these units changed between them.
    """

    conversions: int
    too_few: Fraction
    worth_too_few: Figure
    too_many: Fraction
    worth_too_many: Figure
    notes: Sequence[str] = ()


def sums_of(answer: Audit) -> Sums:
    """The sum of the effects, each conversion counted once: of several claims of one date with the last in the file."""
    touched: dict[str, list[tuple[ClaimFound, Touched]]] = {}
    for claim in answer.claims:
        for one in () if claim.effect is None else claim.effect.conversions:
            touched.setdefault(one.entry, []).append((claim, one))
    counted = [found[-1][1] for found in touched.values()]
    few, many = ([one for one in counted if one.difference * sign > 0] for sign in (-1, 1))
    last = max(counted, key=lambda one: one.on, default=None)
    shares = (sum((_restated(one, last) for one in some), Fraction(0)) for some in (few, many))
    worth = (Figure.of(sum((abs(one.money.fraction) for one in some), Fraction(0))) for some in (few, many))
    return Sums(
        len(counted), next(shares), next(worth), next(shares), next(worth), (*_several(touched), *_units(counted, last))
    )


def _restated(one: Touched, last: Touched | None) -> Fraction:
    """How many shares one has too few or too many, in the share units of the last."""
    shares = Fraction(abs(one.difference))
    # the factor of a price takes it into the units of its place: shares go the other way
    return shares if last is None else shares * one.price.factor / last.price.factor


def _several(touched: Mapping[str, Sequence[tuple[ClaimFound, Touched]]]) -> Iterator[str]:
    several = [found for found in touched.values() if len(found) > 1]
    if several:
        rows = dict.fromkeys(str(claim.claim.row or "-") for found in several for claim, _ in found)
        of = "1 conversion stands" if len(several) == 1 else f"{len(several)} conversions stand"
        yield (
            f"{of} under several wrong claims of one date (rows {', '.join(rows)}): each is counted once, with the "
            "last of these claims."
        )


def _units(counted: Sequence[Touched], last: Touched | None) -> Iterator[str]:
    if last is not None and any(one.price.factor != last.price.factor for one in counted):
        where = f"shares are in those of the last, {last.entry} of {last.on}"
        yield f"Share units changed between these conversions: {where}."


def origin(answer: Audit, colophon: Colophon, file: str) -> list[tuple[str, str]]:
    """What the paper is of, and from which record: the company, the claims, both clocks, the head of the log."""
    days = [one.claim.on for one in answer.claims]
    claims = f"{len(days)} in {file}, dated from {min(days)} to {max(days)}" if days else "none; the record alone"
    return [
        ("Company", colophon.company),
        ("Claims", claims),
        ("As known", f"{written(colophon.moment)}, {entries_in_words(colophon.entries)}"),
        ("Head of the log", colophon.head),
        *([("Head of the ledger", colophon.ledger_head)] if colophon.ledger_head else []),
        ("Compared", _compared(answer)),
    ]


def _compared(answer: Audit) -> str:
    rounding = "as they are written" if answer.places is None else f"rounded to {answer.places} decimal places first"
    then = "" if answer.places is None else " then"
    return f"{rounding}; only what{then} is exact agrees" if answer.strict else rounding


NO_NOTES: Mapping[int, str] = MappingProxyType({})


def blocks(answer: Audit, colophon: Colophon, file: str, reviewed: Mapping[int, str] = NO_NOTES) -> Iterator[Block]:
    """The whole paper; `reviewed` is what a reviewer noted already, by the rows of the claims."""
    yield Heading(TITLE, 1)
    yield Facts(origin(answer, colophon, file))
    yield from _summary(answer)
    yield Heading("Criteria")
    yield Items(criteria(answer))
    yield Facts([("Prepared by, date", "\n"), ("Reviewed by, date", "\n")])
    yield NewPage()
    for finding, heading in headings(answer):
        found = [one for one in answer.claims if one.finding == finding]
        if found:
            yield Heading(f"{heading}: {len(found)} of {len(answer.claims)}")
            in_full = (block for one in found for block in _in_full(one, reviewed))
            yield from in_full if finding == "wrong" else [_listed(found, reviewed)]
            if finding != "wrong":
                yield from (Paragraph(f"{named(one)}: {one.note}.") for one in found if one.note is not None)
    for heading, deliveries in ((STATED, answer.stated), (ASSUMED, answer.assumed)):
        if deliveries:
            yield Heading(heading)
            yield _deliveries(deliveries)
    yield from _notices(answer)
    if answer.notes:
        yield Heading("What a reader should know")
        yield Items([f"{one.flag.message}." for one in answer.notes])


def _summary(answer: Audit) -> Iterator[Block]:
    yield Heading("Summary")
    if answer.claims:
        told = [one.finding for one in answer.claims]
        yield Grid(("claims", ""), [(name, str(told.count(it))) for it, name in headings(answer)], right=(1,))
    sums = sums_of(answer)
    if "wrong" in [one.verdict for one in answer.claims]:
        few = (number(sums.too_few), money(sums.worth_too_few))
        many = (number(sums.too_many), money(sums.worth_too_many))
        columns = ("conversions", "shares too few", "in money", "shares too many", "in money")
        yield Paragraph("What the wrong claims do to the conversions that fall where they govern:")
        yield Grid(columns, [(str(sums.conversions), *few, *many)], right=(0, 1, 2, 3, 4))
        yield from map(Paragraph, sums.notes)
    if answer.conversions:
        rows = [_counted(name, found) for name, found in (("stated", answer.stated), ("assumed", answer.assumed))]
        yield Grid(("deliveries", "recorded", "as due", "too few", "too many"), rows, right=(1, 2, 3, 4))
    if answer.notices:
        off = sum(not one.stands for one in answer.notices)
        yield Paragraph(f"{off} of {len(answer.notices)} prices in notices disagree.")


def _counted(name: str, found: Sequence[ConversionFound]) -> tuple[str, ...]:
    signs = [(one.difference > 0) - (one.difference < 0) for one in found]
    return name, str(len(found)), *(str(signs.count(sign)) for sign in (0, -1, 1))


def _in_full(one: ClaimFound, reviewed: Mapping[int, str]) -> Iterator[Block]:
    """A wrong claim: its figures, why, what it does, and room for who reviews it."""
    source = "" if one.claim.source is None else f", {one.claim.source}"
    row = "" if one.claim.row is None else f" (row {one.claim.row}{source})"
    yield Heading(f"{as_claimed(one, one.price)} for {one.claim.on}{row}", 3)
    pairs = [*_figures("Claimed", one, one.price)]
    if one.common_per_share is not None:
        pairs += _figures("Common per share, claimed", one, one.common_per_share)
    pairs += [("Explanation", f"{_sentence(it)}.") for it in explanations(one)]
    if one.effect is not None:
        pairs += [("Effect", f"{_sentence(it)}.") for it in effects(one.claim.on, one.effect)]
    pairs += [("Effect", f"{_sentence(it)}.") for it in effect_of_common(one)]
    if one.note is not None:
        pairs.append(("To know", f"{_sentence(one.note)}."))
    ticks = "   ".join(f"{_BOX} {tick}" for tick in TICKS)
    yield Facts(pairs, kept=True)
    yield Facts(
        [("Reviewer", f"{ticks}   initials ________   date ____________"), ("Note", note_of(one, reviewed) or "\n\n")]
    )
    if one.effect is not None and one.effect.conversions:
        columns = (
            "conversion",
            "on",
            "Series D",
            "at the record's price",
            "at the price claimed",
            "shares",
            "in money",
        )
        rows = [
            each_reasoned(
                (
                    it.entry,
                    it.on.isoformat(),
                    *map(number, (it.converted, it.at_record, it.at_claim, it.difference)),
                    money(it.money),
                ),
                Why("entry", it.entry),
            )
            for it in one.effect.conversions
        ]
        yield Paragraph("The conversions that fall where it governs:")
        yield Grid(columns, rows, right=(2, 3, 4, 5, 6))


def _figures(claimed: str, of: ClaimFound, one: Compared) -> Iterator[tuple[str, str]]:
    yield claimed, as_claimed(of, one)
    yield "Computed", "none" if one.computed is None else exactly(one.computed)
    if one.difference is not None:
        yield "Difference", number(one.difference)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def note_of(one: ClaimFound, reviewed: Mapping[int, str]) -> str:
    """What a reviewer noted of a claim; empty where nothing was."""
    return "" if one.claim.row is None else reviewed.get(one.claim.row, "")


def _listed(found: Sequence[ClaimFound], reviewed: Mapping[int, str]) -> Grid:
    """Claims that are not wrong, as a table with room for who reviews it."""
    rows = [
        (
            *each_reasoned((place, what, as_claimed(one, it), _computed(it), how), price_of(one)),
            _BOX,
            "",
            note_of(one, reviewed) if it is one.price else "",
        )
        for one in found
        for place, what, it, how in _lines(one)
    ]
    return Grid(("row", "date", "claimed", "computed", "how it is stated", *_REVIEW), rows, right=(0, 2, 3))


def _computed(it: Compared) -> str:
    return "none" if it.computed is None else number(it.computed)


def _lines(one: ClaimFound) -> Iterator[tuple[str, str, Compared, str]]:
    yield str(one.claim.row or ""), one.claim.on.isoformat(), one.price, how_stated(one.price, one.claim.places)
    if one.common_per_share is not None:
        how = how_stated(one.common_per_share, one.claim.common_places)
        yield "", "Common per share", one.common_per_share, how


def how_stated(one: Compared, places: int | None) -> str:
    """How a claim states what was computed: exactly, or rounded or cut off to which places."""
    if one.rounded is not None:
        zeros = "" if one.claimed.rounded(one.rounded) else ": both are 0"
        return f"both rounded to {one.rounded} decimal place{'s' * (one.rounded != 1)}{zeros}"
    if one.verdict == "exact":
        return "exactly"
    stated: Stated | None = None
    if one.computed is not None:
        stated = as_stated(one.claimed.fraction, one.computed, places)
    return "not" if one.verdict == "wrong" else "after rounding" if stated is None else stated.words


def _deliveries(found: Sequence[ConversionFound]) -> Grid:
    rows = []
    for one in found:
        entry, *shares = each_reasoned((one.entry, *_shares(one)), Why("entry", one.entry))
        rows.append((entry, one.on.isoformat(), one.holder, *shares, _BOX, ""))
    columns = ("entry", "on", "holder", "Series D", "due", "delivered", "difference", "ok", "initials")
    return Grid(columns, rows, right=(3, 4, 5, 6))


def _shares(one: ConversionFound) -> Iterator[str]:
    return map(number, (one.converted, one.entitled, one.delivered, one.difference))


def _notices(answer: Audit) -> Iterator[Block]:
    if answer.notices:
        yield Heading("Prices that notices stated (4K)")
        rows = [
            (
                *each_reasoned(
                    (one.entry, one.holder, one.mailed.isoformat(), number(one.stated), number(one.computed), one.says),
                    Why("entry", one.entry),
                ),
                _BOX,
                "",
            )
            for one in answer.notices
        ]
        columns = ("notice", "to", "mailed", "stated", "as now known", "finding", "ok", "initials")
        yield Grid(columns, rows, right=(3, 4))
