"""Claimed prices, recorded deliveries and prices in notices beside the computed ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from projections.audit.findings import Audit, ClaimFound, Compared, ConversionFound, Effect
from projections.audit.verdicts import FINDINGS, NO_DECIMAL, Finding
from projections.compare.differences import said
from projections.render.blocks import Block, Grid, Items, Note, Space, Title
from projections.render.marks.marked import Tone, Toned, each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import touching

_PLACES_OF_DIFFERENCES = 16


def blocks(answer: Audit, known: str, record: str = "") -> Iterator[Block]:
    """What there was to compare, why what disagrees does, and how much that is; `record` says of which record."""
    yield from head(answer, known, record)
    for one in answer.worst_first:
        yield from of_claim(one)
    yield from rest(answer)


def differing(answer: Audit, known: str) -> Iterator[Block]:
    """Of deliveries and notices those that disagree, and how many there were to compare."""
    off = [one for one in answer.conversions if one.difference]
    told = [one for one in answer.notices if not one.stands]
    yield Title(f"{_title(answer)}, {known}")
    yield from _conversions(replace(answer, conversions=off))
    if told:
        yield from _notices(replace(answer, notices=told))
    yield from map(Note, _counts(answer))


def head(answer: Audit, known: str, record: str = "") -> Iterator[Block]:
    """What is compared, and the claims as a table, the wrong ones first."""
    yield Title(f"{_title(answer)}, {known}")
    if record:
        yield Note(record)
    if answer.claims:
        yield _claims(answer)


def of_claim(one: ClaimFound) -> Iterator[Block]:
    """Which claim is meant, and why it is as it is found; nothing where nothing is to be said of it."""
    said_of_it = [f"{reason}." for reason in reasons(one)]
    if said_of_it:
        yield Note(reasoned(f"{named(one)}:", price_of(one)))
        yield Items([naming(said, *_named_in(one)) for said in said_of_it])


def rest(answer: Audit) -> Iterator[Block]:
    """What the wrong claims touched, the deliveries, the notices, and how much of all of it is right."""
    yield from _all_touched(answer)
    yield from _conversions(answer)
    if answer.notices:
        yield Space()
        yield from _notices(answer)
    yield Space()
    yield from map(Note, _counts(answer))
    yield from touching(answer.notes)


def _title(answer: Audit) -> str:
    if not answer.claims:
        return "What the record itself holds"
    to_places = "" if answer.places is None else f" to {answer.places} decimal places"
    return f"Claims compared{to_places}{', exactly' * answer.strict}"


def _counts(answer: Audit) -> Iterator[str]:
    """How much of what there was to compare is right, and how much is not."""
    if answer.claims:
        told = Counter(one.finding for one in answer.claims)
        words = (f"{told[it]} {finding_in_words(it, answer.places, told[it])}" for it in findings_of(answer))
        yield f"Of {_many(len(answer.claims), 'claim')} {', '.join(words)}."
        if answer.strict and told["as_stated"]:
            first = "" if answer.places is None else " after this rounding"
            yield f"Strictly, only what is exact{first} agrees: {told['wrong'] + told['as_stated']} do not."
    if answer.conversions:
        yield from _counted_conversions([one for one in answer.conversions if one.difference], len(answer.conversions))
    if answer.notices:
        yield f"{sum(not one.stands for one in answer.notices)} of {len(answer.notices)} prices in notices disagree."
    if not answer.claims and not answer.conversions and not answer.notices:
        yield "There is nothing to compare: no conversion, and no notice that states a price."


def _counted_conversions(off: Sequence[ConversionFound], of: int) -> Iterator[str]:
    stated = sum(one.stated for one in off)
    yield f"Of {_many(of, 'conversion')} {stated} disagree{'s' * (stated == 1)} with what was stated as delivered."
    if len(off) > stated:
        number = _many(len(off) - stated, "delivery", "deliveries")
        yield f"Of {number} that nobody stated, and the ledger assumes, the record now gives another number (A8)."


def _many(number: int, one: str, more: str | None = None) -> str:
    return f"{number} {one if number == 1 else more or f'{one}s'}"


_WORDS: dict[Finding, str] = {"exact": "exact", "as_stated": "as stated", "wrong": "wrong"}
_TONES: dict[Finding, Tone] = {"exact": "good", "rounded": "heed", "as_stated": "heed", "wrong": "wrong"}


def findings_of(answer: Audit) -> Sequence[Finding]:
    """What can be found of a claim, the worst first; that it agrees rounded only where both were rounded."""
    return [it for it in reversed(FINDINGS) if it != "rounded" or answer.places is not None]


def finding_in_words(finding: Finding, places: int | None, number: int = 1) -> str:
    """A finding in small letters: of one claim, or of a number of them."""
    if finding != "rounded":
        return _WORDS[finding]
    return f"agree{'s' * (number == 1)} to {places} place{'s' * (places != 1)}"


def _claims(answer: Audit) -> Grid:
    rows: list[Sequence[str]] = []
    for one in answer.worst_first:
        why = price_of(one)
        rows.append(each_reasoned(claim_row(one), why))
        if one.common_per_share is not None:
            rows.append(each_reasoned(("", "Common per share", *_row(one, one.common_per_share)), why))
    return Grid(CLAIMS, rows, right=(0, 2, 3, 4, 5))


def _all_touched(answer: Audit) -> Iterator[Block]:
    touched = [row for one in answer.worst_first if one.effect is not None for row in _touched(one, one.effect)]
    if touched:
        yield Space()
        yield Title("Conversions that fall where a wrong claim governs", 2)
        yield Grid(TOUCHED, touched, right=(3, 4, 5, 6, 7))
        yield Note(MEASURE)


CLAIMS = ("row", "date", "claimed", "computed", "difference", "")
"""The columns of the table of claims; under the last stands what is found."""


def claim_row(one: ClaimFound) -> tuple[str, ...]:
    """A claim and its price as a row of that table."""
    return str(one.claim.row or ""), one.claim.on.isoformat(), *_row(one, one.price)


def price_of(one: ClaimFound) -> Why:
    """Where the price is told that a claim is compared with."""
    return Why("price", on=one.claim.on)


def _named_in(one: ClaimFound) -> Iterator[Why]:
    """The entries that an explanation of a claim can name, and the readings of switches."""
    if one.parted is not None:
        yield Why("entry", one.parted.entry)
    for found in (one.reconciles, *one.others):
        if found is not None and found.entry is not None:
            yield Why("entry", found.entry)
        if found is not None and found.reading is not None:
            yield Why("reading", found.reading)


MEASURE = (
    "Shares are valued at the record's Conversion Price of their day: a simple measure, and no market value. A claim "
    "governs from its date until the price in effect changes or a later claim begins."
)
"""What the money of an effect is, and which conversions it is of."""

TOUCHED = (
    "claim",
    "conversion",
    "on",
    "Series D",
    "at the record's price",
    "at the price claimed",
    "shares",
    "in money",
)
"""The columns of the table of the conversions that a wrong claim touched."""


def _touched(one: ClaimFound, effect: Effect) -> Iterator[tuple[str, ...]]:
    for it in effect.conversions:
        numbers = (it.converted, it.at_record, it.at_claim, it.difference)
        entry, *figures = each_reasoned(
            (it.entry, *(f"{number:,}" for number in numbers), money(it.money)), Why("entry", it.entry)
        )
        yield reasoned(f"row {one.claim.row or '-'}", price_of(one)), entry, it.on.isoformat(), *figures


def money(figure: Figure) -> str:
    """Money to the cent."""
    return figure.short(2, threes=True)


def as_written(one: ClaimFound, it: Compared) -> str | None:
    """The number claimed with the decimal places that it is written with; None where it is written as a fraction."""
    places = one.claim.written if it is one.price else one.claim.common_places
    return None if places is None or places == NO_DECIMAL else decimal_text(it.claimed.fraction, places)


def as_claimed(one: ClaimFound, it: Compared) -> str:
    """Likewise as it is read, with its digits in threes; a fraction as any other number."""
    written = as_written(one, it)
    if written is None:
        return said(it.claimed)
    whole, point, rest = written.partition(".")
    return f"{int(whole):,}{point}{rest}"


def named(one: ClaimFound) -> str:
    """Which claim is meant, where several are of one date: its row in the file, and what it claims."""
    source = "" if one.claim.source is None else f" ({one.claim.source})"
    return f"row {one.claim.row}, {as_claimed(one, one.price)} on {one.claim.on}{source}"


def _row(of: ClaimFound, one: Compared) -> tuple[str, ...]:
    difference = "none" if one.difference is None else one.difference.short(_PLACES_OF_DIFFERENCES)
    found = "WRONG" if one.verdict == "wrong" else finding_in_words(one.finding, one.rounded)
    return as_claimed(of, one), said(one.computed), difference, Toned.of(found, _TONES[one.finding])


def reasons(one: ClaimFound) -> Iterator[str]:
    """What is to be said of a claim, each without a full stop."""
    if one.note is not None:
        yield one.note
    if one.effect is not None:
        yield from effects(one.claim.on, one.effect)
    elif one.price.verdict == "wrong":
        yield "no number of shares follows from a price of zero, so its effect cannot be told"
    yield from effect_of_common(one)
    if not one.agrees:
        yield from explanations(one)


def explanations(one: ClaimFound) -> Iterator[str]:
    """What explains a claim that disagrees: its price, and apart from it its Common for one share."""
    if not one.price.agrees:
        yield from explanations_of_price(one)
    common = one.common_per_share
    if common is not None and not common.agrees:
        yield f"of its Common per share: {explanation_of_common(one)}"


def explanations_of_price(one: ClaimFound) -> Iterator[str]:
    """Where a price that disagrees parts from the record, the nearest explanation, and others that meet it as well."""
    parted = "" if one.parted is None else one.parted.message
    if parted:
        yield parted
    if one.reconciles is None:
        yield _NOTHING
    elif not parted.startswith(f"{one.reconciles.message} and "):
        yield one.reconciles.message
    others = [it.message for it in one.others if not parted.startswith(f"{it.message} and ")]
    if others:
        more = f"; and {len(others) - _MOST_OTHERS} more" if len(others) > _MOST_OTHERS else ""
        yield f"as well: {'; '.join(others[:_MOST_OTHERS])}{more}"


def explanation_of_common(one: ClaimFound) -> str:
    """The nearest explanation of a Common for one share that disagrees, and if there is none what was tried."""
    common = one.common_per_share
    if common is None or common.computed is None:
        return "none follows from a price of zero"
    reason = one.reconciles if one.price.agrees else common.reconciles
    return _NO_COMMON if reason is None else reason.message


def effect_of_common(one: ClaimFound) -> Iterator[str]:
    """What a wrong Common for one share does, in shares."""
    effect = None if one.common_per_share is None else one.common_per_share.effect
    if effect is not None and effect.series_d:
        less = f"{abs(effect.common):,} shares of Common too {'few' if effect.common < 0 else 'many'}"
        what = less if effect.common else "the same number of shares"
        yield f"its Common per share would give {what} for the {effect.series_d:,} Series D of the day"


_NOTHING = "no day, share unit, decimal point, earlier record, single entry or switch of the reading makes it agree"
_NO_COMMON = (
    "neither rounding, the price claimed, the day before or after, other share units nor the price before a step gives "
    "it; nothing else was tried"
)
_MOST_OTHERS = 3


def effects(since: date, effect: Effect) -> Iterator[str]:
    """What a wrong price does, in shares and in money: to the conversions that it touched, and to all Series D."""
    if effect.conversions:
        many = len(effect.conversions)
        of = "conversion" if many == 1 else f"{many} conversions"
        what = _too(effect.converted_common, effect.converted_money)
        yield f"to the {of} {_governing(since, effect)} it gives {what}"
    elif effect.series_d:
        yield f"no conversion falls where it governs, {_governing(since, effect)}"
    if effect.series_d and effect.common:
        each = said(Figure.of(abs(effect.common_per_share.fraction)))
        of = f"for the {effect.series_d:,} Series D of the day, {each} for each"
        yield f"it would give {_too(effect.common, effect.money, of)}"
    elif effect.series_d:
        yield f"for the {effect.series_d:,} Series D of the day it would give the same number of shares"


def _governing(since: date, effect: Effect) -> str:
    return f"from {since} on" if effect.until is None else f"from {since} until {effect.until}"


def _too(shares: int, worth: Figure, of: str = "") -> str:
    if not shares:
        return "the same number of shares"
    how = "few" if shares < 0 else "many"
    valued = money(Figure.of(abs(worth.fraction)))
    return f"{abs(shares):,} shares of Common too {how}{' ' * bool(of)}{of}, {valued} at the record's price"


def _conversions(answer: Audit) -> Iterator[Block]:
    """What was stated as delivered, and apart from it what nobody stated."""
    for title, found in ((STATED, answer.stated), (ASSUMED, answer.assumed)):
        if found:
            yield Space()
            yield Title(title, 2)
            yield Grid(
                ("conversion", "entitled", "delivered", "difference", ""), [*map(delivered, found)], right=(1, 2, 3, 4)
            )


STATED = "Deliveries that an entry states"
ASSUMED = "Deliveries that nobody stated: the ledger assumes what it worked out (A8)"


def delivered(one: ConversionFound) -> tuple[str, ...]:
    """A delivery as a row."""
    verdict = "" if not one.difference else "TOO MANY" if one.difference > 0 else "TOO FEW"
    said = Toned.of(verdict, "wrong") if one.stated else Toned.of("assumed", "heed")
    cells = (one.entry, f"{one.entitled:,}", f"{one.delivered:,}", f"{one.difference:,}", said)
    return tuple(each_reasoned(cells, Why("entry", one.entry)))


def _notices(answer: Audit) -> Iterator[Block]:
    rows = []
    for one in answer.notices:
        how: tuple[str, Tone] = ("put right", "heed") if one.stands else ("DISAGREES", "wrong")
        verdict = Toned.of(*("agrees", "good") if one.agrees else how)
        cells = (one.entry, said(one.stated), said(one.computed), verdict)
        rows.append(each_reasoned(cells, Why("entry", one.entry)))
    yield Grid(("notice", "stated", "computed", ""), rows, right=(1, 2, 3))
    for one in answer.notices:
        if not one.agrees:
            told = f"{one.entry} to {one.holder}, mailed on {one.mailed}: {one.says}."
            yield Note(reasoned(told, Why("entry", one.entry)))
