"""The terms of a stock class as those of a certificate, and what of them no certificate here has."""

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from commands.ocf.files import Parts
from commands.ocf.given import Given
from ledger.numbers.exact import in_words, write_number
from ledger.refusals import Flag
from ledger.rules import flags

if TYPE_CHECKING:
    from commands.ocf.certificate import Classes

TERMS_LOST = flags(
    "terms_lost",
    "4A",
    "What a package says of a stock class and the certificate has no term for is not taken over.",
    "Read what is named beside the answers that it touches; take it out of the package where it does not hold.",
)

_NO_NUMBER = ("UNLIMITED", "NOT APPLICABLE")
_HALF = Fraction(1, 2)


def terms_of(parts: Parts, classes: "Classes") -> dict[str, Any]:
    """The terms that a stock class has fields for. What contradicts the certificate's is refused."""
    series = classes.series
    mechanism = mechanism_of(series)
    price = mechanism.money("conversion_price")
    terms = {
        "series": series.text("name"),
        "designated_shares": authorized(series),
        "conversion_price": write_number(price),
        "stated_value": write_number(_stated_value(series, price, mechanism)),
    }
    if series.has("par_value"):
        terms["par_value"] = write_number(series.money("par_value"))
    issuer = parts.manifest.inner("issuer")
    if issuer.has("initial_shares_authorized") and _is_a_number(issuer):
        preferred = issuer.number_at("initial_shares_authorized") - classes.common.number_at(
            "initial_shares_authorized"
        )
        terms |= {"preferred_authorized": write_number(preferred)} if preferred >= 0 else {}
    return terms


def _is_a_number(issuer: Given) -> bool:
    return issuer.peek("initial_shares_authorized") not in _NO_NUMBER


def authorized(stock: Given) -> str:
    """The authorized number of a class, which must be one."""
    given = stock.whole_or_text("initial_shares_authorized")
    if given in _NO_NUMBER:
        raise stock.fail(f"{given}: the ledger needs the authorized number (4A)", "initial_shares_authorized")
    return given


def mechanism_of(series: Given) -> Given:
    """How the series converts into Common."""
    for right in series.objects("conversion_rights"):
        mechanism = right.inner("conversion_mechanism")
        if mechanism.peek("type") == "RATIO_CONVERSION":
            if right.has("converts_to_future_round") and right.peek("converts_to_future_round") is not False:
                raise right.fail("it converts into Common, and into no stock to come (4A)", "converts_to_future_round")
            return mechanism
    raise series.fail("the series needs a RATIO_CONVERSION into Common, which says the first Conversion Price")


def _stated_value(series: Given, price: Fraction, mechanism: Given) -> Fraction:
    """The Stated Value: the price per share, or the first price times the ratio; both, and they must agree."""
    if series.has("liquidation_preference_multiple") and series.number_at("liquidation_preference_multiple") != 1:
        raise series.fail(
            "must be 1: the preference of the certificate is its Stated Value (3)", "liquidation_preference_multiple"
        )
    if series.has("participation_cap_multiple") and series.number_at("participation_cap_multiple") > 1:
        raise series.fail(
            "after its preference the series of the certificate takes part in nothing more (3); take the field out to "
            "record the class without, and do not rely on a waterfall of it then",
            "participation_cap_multiple",
        )
    ratio = mechanism.inner("ratio")
    numerator, denominator = ratio.number_at("numerator"), ratio.number_at("denominator")
    if not denominator or not numerator:
        raise mechanism.fail("a ratio with a zero", "ratio")
    if not series.has("price_per_share"):
        return price * numerator / denominator
    stated = series.money("price_per_share")
    if not price:
        raise mechanism.fail("a Conversion Price of zero; it must be above", "conversion_price")
    if "terms" not in series.marks() and not _agree(stated, price, mechanism):
        raise mechanism.fail(
            f"one share into {in_words(numerator / denominator)} contradicts price_per_share over conversion_price, "
            f"{in_words(stated)} / {in_words(price)} = {in_words(stated / price)}; make the three agree",
            "ratio",
        )
    return stated


def _agree(stated: Fraction, price: Fraction, mechanism: Given) -> bool:
    """Whether ratio and price follow from each other, each as it is written: rounded or cut off where it goes on."""
    ratio = mechanism.inner("ratio")
    first = stated * ratio.number_at("denominator") / ratio.number_at("numerator")
    return is_as_written(stated / price, ratio) or _is_written(first, mechanism.inner("conversion_price"), "amount")


def is_as_written(exact: Fraction, ratio: Given) -> bool:
    """Whether a ratio of the package is this number, rounded or cut off to the places that it is written with."""
    denominator = ratio.number_at("denominator")
    return denominator != 0 and _is_written(exact * denominator, ratio, "numerator")


def _is_written(exact: Fraction, one: Given, field: str) -> bool:
    """Whether a field has this number as it is written there; one without decimals must be it exactly."""
    said, text = one.number_at(field), one.whole_or_text(field)
    places = len(text.strip().partition(".")[2])
    scaled = exact * 10**places
    return said == exact or (places > 0 and said * 10**places in (floor(scaled), floor(scaled + _HALF)))


def lost_terms(classes: "Classes") -> tuple[list[str], list[Flag]]:
    """What a stock class says that no term holds: briefly, and as notes."""
    series, mechanism = classes.series, mechanism_of(classes.series)
    found: list[tuple[str, str, str]] = []
    rounding = mechanism.peek("rounding_type")
    if rounding not in (None, "FLOOR"):
        said = f"rounding_type {rounding}: the certificate gives whole shares and nothing for a fraction (4D)"
        found.append(("4D", f"rounding_type {rounding}", said))
    ratio = mechanism.inner("ratio")
    into = ratio.number_at("numerator") / ratio.number_at("denominator")
    if series.has("votes_per_share") and not _is_written(into, series, "votes_per_share"):
        votes = f"votes_per_share {in_words(series.number_at('votes_per_share'))}"
        found.append(("5", votes, f"{votes}: the certificate gives as many votes as Common on conversion (5)"))
    name = series.text("id")
    return [brief for _, brief, _ in found], [Flag(TERMS_LOST, said, name, under=clause) for clause, _, said in found]
