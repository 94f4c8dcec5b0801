"""Claimed prices, recorded deliveries and prices in notices beside the computed ones."""

from collections.abc import Iterator

from projections.audit.audit import Audit, ClaimFound, Compared
from projections.compare.differences import said
from projections.render.blocks import Block, Grid, Note, Space, Title

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


def _title(answer: Audit) -> str:
    if not answer.claims:
        return "What the record itself holds"
    return "Claims compared " + ("exactly" if answer.places is None else f"to {answer.places} decimal places")


def _counts(answer: Audit) -> Iterator[str]:
    """How much disagrees of what there was to compare."""
    counts = (
        ("claims", [one.agrees for one in answer.claims]),
        ("conversions", [not one.difference for one in answer.conversions]),
    )
    found = [f"{agree.count(False)} of {len(agree)} {what}" for what, agree in counts if agree]
    if found:
        yield f"{' and '.join(found)} disagree."
    if answer.notices:
        yield f"{sum(not one.stands for one in answer.notices)} of {len(answer.notices)} prices in notices disagree."
    if not found and not answer.notices:
        yield "There is nothing to compare: no conversion, and no notice that states a price."


def _claims(answer: Audit) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for one in answer.claims:
        rows.append((str(one.claim.row), one.claim.on.isoformat(), *_row(one.price)))
        if one.common_per_share is not None:
            rows.append(("", "Common per share", *_row(one.common_per_share)))
    yield Grid(("row", "date", "claimed", "computed", "difference", ""), rows, right=(0, 2, 3, 4, 5))
    for one in answer.claims:
        yield from (Note(f"{_named(one)}: {reason}.") for reason in _reasons(one))


def _named(one: ClaimFound) -> str:
    """Which claim is meant, where several are of one date: its row in the file, and what it claims."""
    source = "" if one.claim.source is None else f" ({one.claim.source})"
    return f"row {one.claim.row}, {said(one.price.claimed)} on {one.claim.on}{source}"


def _row(one: Compared) -> tuple[str, ...]:
    difference = "none" if one.difference is None else one.difference.short(_PLACES_OF_DIFFERENCES)
    return said(one.claimed), said(one.computed), difference, "agrees" if one.agrees else "DISAGREES"


def _reasons(one: ClaimFound) -> Iterator[str]:
    if one.note is not None:
        yield one.note
    if one.agrees:
        return
    if one.parted is not None:
        yield one.parted.message
    nothing = "no rounding, day, share unit, decimal point, single entry or switch of the reading makes it agree"
    yield one.reconciles.message if one.reconciles else nothing
    if one.common_per_share is not None and one.common_per_share.reconciles is not None:
        yield f"of its Common per share: {one.common_per_share.reconciles.message}"


def _conversions(answer: Audit) -> Grid:
    rows = []
    for one in answer.conversions:
        verdict = "" if not one.difference else "TOO MANY" if one.difference > 0 else "TOO FEW"
        rows.append((one.entry, f"{one.entitled:,}", f"{one.delivered:,}", f"{one.difference:,}", verdict))
    return Grid(("conversion", "entitled", "delivered", "difference", ""), rows, right=(1, 2, 3, 4))


def _notices(answer: Audit) -> Iterator[Block]:
    rows = []
    for one in answer.notices:
        verdict = "agrees" if one.agrees else "put right" if one.stands else "DISAGREES"
        rows.append((one.entry, said(one.stated), said(one.computed), verdict))
    yield Grid(("notice", "stated", "computed", ""), rows, right=(1, 2, 3))
    for one in answer.notices:
        if not one.agrees:
            yield Note(f"{one.entry} to {one.holder}, mailed on {one.mailed}: {one.says}.")
