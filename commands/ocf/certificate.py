"""The issuer and the stock classes of a package as a certificate and its terms."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from commands.ocf.files import Parts
from commands.ocf.given import Given
from commands.ocf.terms import authorized, lost_terms, terms_of
from ledger.refusals import Flag
from ledger.rules import flags

CERTIFICATE_DATED = flags(
    "certificate_dated",
    "",
    "A stock class without a date of approval is taken to begin with its first issuance.",
    "Correct the date of the certificate with entry_corrected, where it was filed on another day.",
)

Mapped = dict[str, Any]


class Classes(NamedTuple):
    """Which stock class is Common, which is the series that the ledger is about, and the names of all by their ids."""

    common: Given
    series: Given
    names: dict[str, str]


def classes_of(parts: Parts, series: str | None) -> Classes:
    """Find Common and the series: the one named, the one that we wrote, or the only one that can be meant."""
    classes = parts["stock_classes"]
    by_id = {one.text("id"): one for one in classes}
    if len(by_id) < len(classes):
        twice = next(one for one in classes if by_id[one.text("id")] is not one)
        raise twice.fail(f"the stock class {twice.text('id')!r} stands twice", "id")
    preferred = [one for one in classes if one.fields.get("class_type") == "PREFERRED"]
    found = _the_series(parts, preferred, series)
    found.peek("class_type")
    targets = [right.peek("converts_to_stock_class_id") for right in found.objects("conversion_rights")]
    common = [one for one in classes if one.fields.get("class_type") == "COMMON"]
    into = [one for one in common if one.fields.get("id") in targets] or common
    if len(into) != 1:
        raise parts.manifest.fail(f"{len(into)} stock classes could be the Common; the series must convert into one")
    for field in ("class_type", "name"):
        into[0].peek(field)
    return Classes(into[0], found, {one.text("id"): str(one.fields.get("name")) for one in classes})


def _the_series(parts: Parts, preferred: Sequence[Given], series: str | None) -> Given:
    names = [str(one.fields.get("name")) for one in preferred]
    named = [one for one in preferred if series in (one.fields.get("name"), one.text("id"))]
    ours = [one for one in preferred if is_ours(one)]
    found = named if series is not None else ours or preferred
    if len(found) == 1:
        return found[0]
    if not preferred:
        raise parts.manifest.fail("there is no preferred stock class in it, and a ledger is about one")
    raise parts.manifest.fail(f"which stock class is the series? name one with --series: {', '.join(names)}")


def is_ours(series: Given) -> bool:
    """Whether we wrote the stock class ourselves: a comment has the id of its certificate."""
    return "id" in series.marks()


def certificate(parts: Parts, classes: Classes, first: date | None) -> tuple[Mapped, list[Flag]]:
    """The entry that begins with the certificate, and what is to be said of it.

    `first` is the day on which the series is first issued, or else of the first act; it stands in where the class has
    no date of approval.
    """
    series = classes.series
    marks = series.marks()
    effective, notes = _effective(series, first)
    terms = terms_of(parts, classes)
    lost, said = lost_terms(classes)
    entry: Mapped = {
        "type": "certificate_adopted",
        "id": marks.get("id", series.text("id")),
        "effective": effective,
        "company": parts.manifest.inner("issuer").text("legal_name"),
        "common_authorized": authorized(classes.common),
        "terms": terms | _mapping(series, marks.get("terms", {})),
    }
    if lost:
        entry["note"] = f"The package says of the class what the certificate does not have: {'; '.join(lost)}."
    return entry | {name: marks[name] for name in ("note", "source") if name in marks}, [*notes, *said]


def _effective(series: Given, first: date | None) -> tuple[str, list[Flag]]:
    if first is None or series.has("board_approval_date"):
        return series.text("board_approval_date"), []
    said = f"the class has no board_approval_date; its certificate is taken to be of {first}"
    return first.isoformat(), [Flag(CERTIFICATE_DATED, said, series.text("id"))]


def _mapping(series: Given, value: object) -> Mapped:
    if not isinstance(value, dict):
        raise series.fail("the terms in its comment must be a mapping", "comments")
    return value
