"""The issuer and the stock classes of a package as a certificate and its terms."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from commands.ocf.files import Parts
from commands.ocf.given import Given
from ledger.numbers.exact import write_number

Mapped = dict[str, Any]


class Classes(NamedTuple):
    """Which stock class is Common, which is the series that the ledger is about, and the names of all by their ids."""

    common: Given
    series: Given
    names: dict[str, str]


def classes_of(parts: Parts, series: str | None) -> Classes:
    """Find Common and the series: the one named, the one that we wrote, or the only one that can be meant."""
    classes = parts["stock_classes"]
    preferred = [one for one in classes if one.fields.get("class_type") == "PREFERRED"]
    found = _the_series(parts, preferred, series)
    targets = [right.fields.get("converts_to_stock_class_id") for right in found.objects("conversion_rights")]
    common = [one for one in classes if one.fields.get("class_type") == "COMMON"]
    into = [one for one in common if one.fields.get("id") in targets] or common
    if len(into) != 1:
        raise parts.manifest.fail(f"{len(into)} stock classes could be the Common; the series must convert into one")
    return Classes(into[0], found, {one.text("id"): one.text("name") for one in classes})


def _the_series(parts: Parts, preferred: Sequence[Given], series: str | None) -> Given:
    names = [one.text("name") for one in preferred]
    named = [one for one in preferred if series in (one.text("name"), one.text("id"))]
    ours = [one for one in preferred if "id" in one.marks()]
    found = named if series is not None else ours or preferred
    if len(found) == 1:
        return found[0]
    if not preferred:
        raise parts.manifest.fail("there is no preferred stock class in it, and a ledger is about one")
    raise parts.manifest.fail(f"which stock class is the series? name one with --series: {', '.join(names)}")


def certificate(parts: Parts, classes: Classes, earliest: str) -> Mapped:
    """The entry that begins the journal; `earliest` stands in where the class has no date of approval."""
    series, common = classes.series, classes.common
    marks = series.marks()
    effective = series.text("board_approval_date") if series.has("board_approval_date") else earliest
    entry: Mapped = {
        "type": "certificate_adopted",
        "id": marks.get("id", series.text("id")),
        "effective": effective,
        "company": parts.manifest.inner("issuer").text("legal_name"),
        "common_authorized": _authorized(common),
        "terms": _terms(parts, classes) | _mapping(series, marks.get("terms", {})),
    }
    return entry | {name: marks[name] for name in ("note", "source") if name in marks}


def _terms(parts: Parts, classes: Classes) -> Mapped:
    series = classes.series
    mechanism = _mechanism(series)
    price = mechanism.money("conversion_price")
    ratio = mechanism.inner("ratio")
    terms: Mapped = {
        "series": series.text("name"),
        "designated_shares": _authorized(series),
        "conversion_price": write_number(price),
        "stated_value": write_number(_stated_value(series, price, ratio)),
    }
    if series.has("par_value"):
        terms["par_value"] = write_number(series.money("par_value"))
    issuer = parts.manifest.inner("issuer")
    if issuer.has("initial_shares_authorized"):
        preferred = issuer.number_at("initial_shares_authorized") - classes.common.number_at(
            "initial_shares_authorized"
        )
        terms |= {"preferred_authorized": write_number(preferred)} if preferred >= 0 else {}
    return terms


def _stated_value(series: Given, price: Fraction, ratio: Given) -> Fraction:
    if series.has("liquidation_preference_multiple") and series.number_at("liquidation_preference_multiple") != 1:
        raise series.fail(
            "must be 1: the preference of the certificate is its Stated Value (3)", "liquidation_preference_multiple"
        )
    if series.has("price_per_share"):
        return series.money("price_per_share")
    denominator = ratio.number_at("denominator")
    if not denominator:
        raise series.fail("a ratio to zero", "conversion_rights")
    return price * ratio.number_at("numerator") / denominator


def _mechanism(series: Given) -> Given:
    for right in series.objects("conversion_rights"):
        mechanism = right.inner("conversion_mechanism")
        if mechanism.fields.get("type") == "RATIO_CONVERSION":
            return Given({"id": series.fields.get("id"), **mechanism.fields}, series.place, series.number)
    raise series.fail("the series needs a RATIO_CONVERSION into Common, which says the first Conversion Price")


def _authorized(stock: Given) -> str:
    given = stock.whole_or_text("initial_shares_authorized")
    if given in ("UNLIMITED", "NOT APPLICABLE"):
        raise stock.fail(f"{given}: the ledger needs the authorized number (4A)", "initial_shares_authorized")
    return given


def _mapping(series: Given, value: object) -> Mapped:
    if not isinstance(value, dict):
        raise series.fail("the terms in its comment must be a mapping", "comments")
    return value
