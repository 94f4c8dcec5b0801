"""Claimed prices, recorded deliveries and prices in notices beside the computed ones."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ledger.numbers.figure import Figure
from projections.audit.audit import Audit, ClaimFound, Compared, ConversionFound, Effect
from projections.audit.verdicts import VERDICTS, Verdict
from projections.compare.differences import said
from projections.render.blocks import Block, Grid, Note, Space, Title, Tone, Toned
from projections.render.notes import touching

_PLACES_OF_DIFFERENCES = 16


def blocks(answer: Audit, known: str) -> Iterator[Block]:
    """What there was to compare, why what disagrees does, and how much that is."""
    yield Title(f"{_title(answer)}, {known}")
    if answer.claims:
        yield from _claims(answer)
    if answer.conversions:
        yield Space()
        yield _conversions(answer)
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
        told = Counter(one.verdict for one in answer.claims)
        yield f"Of {_many(len(answer.claims), 'claim')} {', '.join(f'{told[it]} {_WORDS[it]}' for it in _WORST_FIRST)}."
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


_WORDS: dict[Verdict, str] = {"exact": "exact", "as_stated": "as stated", "wrong": "wrong"}
_TONES: dict[Verdict, Tone] = {"exact": "good", "as_stated": "heed", "wrong": "wrong"}
_WORST_FIRST: Sequence[Verdict] = (*reversed(VERDICTS),)


def _claims(answer: Audit) -> Iterator[Block]:
    """The claims as a table, the wrong ones first, and then the reasons in the same order."""
    rows: list[tuple[str, ...]] = []
    found = sorted(answer.claims, key=lambda one: _WORST_FIRST.index(one.verdict))
    for one in found:
        rows.append((str(one.claim.row or ""), one.claim.on.isoformat(), *_row(one.price)))
        if one.common_per_share is not None:
            rows.append(("", "Common per share", *_row(one.common_per_share)))
    yield Grid(("row", "date", "claimed", "computed", "difference", ""), rows, right=(0, 2, 3, 4, 5))
    for one in found:
        yield from (Note(f"{_named(one)}: {reason}.") for reason in _reasons(one))


def _named(one: ClaimFound) -> str:
    """Which claim is meant, where several are of one date: its row in the file, and what it claims."""
    source = "" if one.claim.source is None else f" ({one.claim.source})"
    return f"row {one.claim.row}, {said(one.price.claimed)} on {one.claim.on}{source}"


def _row(one: Compared) -> tuple[str, ...]:
    difference = "none" if one.difference is None else one.difference.short(_PLACES_OF_DIFFERENCES)
    verdict = "WRONG" if one.verdict == "wrong" else _WORDS[one.verdict]
    return said(one.claimed), said(one.computed), difference, Toned.of(verdict, _TONES[one.verdict])


def _reasons(one: ClaimFound) -> Iterator[str]:
    if one.note is not None:
        yield one.note
    if one.effect is not None:
        yield _says(one.effect)
    if one.agrees:
        return
    if one.parted is not None:
        yield one.parted.message
    nothing = "no day, share unit, decimal point, earlier record, single entry or switch of the reading makes it agree"
    if one.reconciles is None:
        yield nothing
    elif one.reconciles.how != "step":
        yield one.reconciles.message
    if one.common_per_share is not None and one.common_per_share.reconciles is not None:
        yield f"of its Common per share: {one.common_per_share.reconciles.message}"


def _says(effect: Effect) -> str:
    """What a wrong price would do, in shares."""
    if not effect.common:
        return f"for the {effect.series_d:,} Series D of the day it would give the same number of shares"
    how = "few" if effect.common < 0 else "many"
    each = said(Figure.of(abs(effect.common_per_share.fraction)))
    of = f"the {effect.series_d:,} Series D of the day"
    return f"it would give {abs(effect.common):,} shares of Common too {how} for {of}, {each} for each"


def _conversions(answer: Audit) -> Grid:
    rows = []
    for one in answer.conversions:
        stated = "" if not one.difference else "TOO MANY" if one.difference > 0 else "TOO FEW"
        verdict = Toned.of(stated, "wrong") if one.stated else Toned.of("assumed", "heed")
        rows.append((one.entry, f"{one.entitled:,}", f"{one.delivered:,}", f"{one.difference:,}", verdict))
    return Grid(("conversion", "entitled", "delivered", "difference", ""), rows, right=(1, 2, 3, 4))


def _notices(answer: Audit) -> Iterator[Block]:
    rows = []
    for one in answer.notices:
        how: tuple[str, Tone] = ("put right", "heed") if one.stands else ("DISAGREES", "wrong")
        verdict = Toned.of(*("agrees", "good") if one.agrees else how)
        rows.append((one.entry, said(one.stated), said(one.computed), verdict))
    yield Grid(("notice", "stated", "computed", ""), rows, right=(1, 2, 3))
    for one in answer.notices:
        if not one.agrees:
            yield Note(f"{one.entry} to {one.holder}, mailed on {one.mailed}: {one.says}.")
