"""The transactions of a package, in order, as entries of a journal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from commands.ocf.certificate import Classes, Mapped, certificate, classes_of, is_ours
from commands.ocf.files import Parts, read_parts
from commands.ocf.given import Given
from commands.ocf.holders import holders_of, namesakes
from commands.ocf.order import in_order, is_issuance, results_of
from commands.ocf.reconcile import Imported, RatioClaim
from commands.ocf.register import Register
from commands.ocf.securities import STATEMENT_DIFFERS, Reading
from commands.ocf.statements import not_used
from commands.ocf.stock import LEFT_OUT
from commands.ocf.terms import TERMS_LOST
from commands.ocf.transactions import HANDLERS, IGNORED
from ledger.refusals import Flag
from projections.ocf.static import INTEGRAL

_RATIO = "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"
_ACTED_ON = frozenset(HANDLERS)


def read_package(path: str, *, series: str | None = None) -> Imported:
    """Read a package whole. `series` names the stock class that the ledger is about, where that is not clear.

    Raises `UnreadableError` for whatever keeps it from being read, and for what has no entry and cannot be left out.
    """
    parts = read_parts(path)
    classes = classes_of(parts, series)
    transactions = in_order(parts["transactions"])
    reading = _begun(parts, classes, transactions)
    adopted, said = certificate(parts, classes, _first(classes, transactions))
    claims: list[RatioClaim] = []
    for one in transactions:
        claims += _read(reading, one)
    _authorized_by_then(reading, adopted)
    entries = _by_date([(classes.series, adopted), *reading.entries])
    lines = [given.place.line(entry, given.number) for given, entry in entries]
    notes = [*parts.notes, *said, *namesakes(parts["stakeholders"], reading.holders), *reading.notes]
    notes += [*_beyond(parts, transactions), *_ignored(transactions)]
    unused = not_used(parts, IGNORED, lambda one: is_issuance(one) and one.fields.get("security_id") in reading.derived)
    return Imported(lines, notes, claims, reading.automatic, reading.register, reading.holders, unused)


def _begun(parts: Parts, classes: Classes, transactions: Sequence[Given]) -> Reading:
    issuances = {one.text("security_id"): one for one in transactions if is_issuance(one)}
    holding = {one.text("stakeholder_id") for one in issuances.values()}
    reading = Reading(parts, classes, Register(issuances), holders_of(parts["stakeholders"], holding))
    reading.derived = {name for one in transactions for name in results_of(one)}
    reading.deals = dict(_deals(parts))
    reading.names = {one.text("id") for one in transactions}
    for one in issuances.values():
        reading.issued.setdefault((one.text("date"), one.text("stakeholder_id")), []).append(one)
    for one in transactions:
        if one.text("object_type") in _ACTED_ON and not is_issuance(one):
            reading.acts.update(_sources(one))
        if one.has("split_transaction_id") and one.has("security_id"):
            reading.reissued.setdefault(one.text("split_transaction_id"), set()).add(one.text("security_id"))
    for one in parts["stock_plans"]:
        if one.text("id") in reading.plans:
            raise one.fail(f"the stock plan {one.text('id')!r} stands twice", "id")
        reading.plans[one.text("id")] = one
    return reading


def _read(reading: Reading, one: Given) -> Iterator[RatioClaim]:
    """Read one transaction: most add an entry, an adjusted ratio is a claim."""
    kind = one.text("object_type")
    if kind == _RATIO:
        yield from _claim(reading, one)
    elif kind in HANDLERS:
        HANDLERS[kind](reading, one)
        if not is_issuance(one):
            reading.acts.subtract(_sources(one))
    elif kind not in IGNORED:
        raise one.fail(f"{kind} is no transaction that has an entry in the ledger; take it out and record it by hand")


def _sources(one: Given) -> list[str]:
    return [*one.texts("security_ids"), *([one.text("security_id")] if one.has("security_id") else [])]


def _first(classes: Classes, transactions: Sequence[Given]) -> date | None:
    """The day on which the series is first issued, else that of the first act."""
    issued = (one for one in transactions if one.fields.get("stock_class_id") == classes.series.text("id"))
    return next((one.day("date") for one in (*(one for one in issued if is_issuance(one)), *transactions)), None)


def _authorized_by_then(reading: Reading, adopted: Mapped) -> None:
    """What is authorized at the certificate's date is what acts before it had made of the first number."""
    if is_ours(reading.classes.series):
        return  # the number that we wrote is that of the certificate
    for _, entry in reading.entries:
        number = entry.get("authorized", entry.get("common_authorized"))
        if number is not None and str(entry["effective"]) < str(adopted["effective"]):
            adopted["common_authorized"] = number


def _by_date(entries: list[tuple[Given, Mapped]]) -> list[tuple[Given, Mapped]]:
    """By their dates, the certificate first of its day: so nothing is late that was not."""
    return sorted(entries, key=lambda pair: str(pair[1]["effective"]))


def _deals(parts: Parts) -> Iterator[tuple[str, str]]:
    """The issuances of each integral transaction (A6), and its name."""
    for one in parts["financings"]:
        if INTEGRAL in one.marks():
            for issuance in one.texts("issuance_ids"):
                yield issuance, one.text("name")


def _claim(reading: Reading, one: Given) -> Iterator[RatioClaim]:
    if one.text("stock_class_id") == reading.classes.series.text("id"):
        mechanism = one.inner("new_ratio_conversion_mechanism")
        mechanism.peek("type")
        if mechanism.peek("rounding_type") not in (None, "FLOOR"):
            said = f"rounding_type {mechanism.peek('rounding_type')}: the certificate gives whole shares (4D)"
            reading.notes.append(Flag(TERMS_LOST, said, one.text("id"), "4D"))
        ratio = mechanism.inner("ratio") if mechanism.has("ratio") else None
        if ratio is not None:
            ratio.number_at("numerator")
            if not ratio.number_at("denominator"):
                raise mechanism.fail("a ratio over zero", "ratio")
        yield RatioClaim(one.text("id"), one.day("date"), mechanism.money("conversion_price"), ratio)


def _beyond(parts: Parts, transactions: Sequence[Given]) -> Iterator[Flag]:
    """What is dated after the day that the package is said to be of."""
    if not parts.manifest.has("as_of"):
        return
    as_of = parts.manifest.day("as_of")
    later = [one.text("id") for one in transactions if one.day("date") > as_of]
    if later:
        said = f"the package is as of {as_of}, and {len(later):,} of its transactions are of later days; all are read"
        yield Flag(STATEMENT_DIFFERS, said, later[0])


def _ignored(transactions: Sequence[Given]) -> Iterator[Flag]:
    counted = Counter(kind for one in transactions if (kind := one.text("object_type")) in IGNORED)
    for kind, times in sorted(counted.items()):
        yield Flag(LEFT_OUT, f"{times} {kind} left out: {IGNORED[kind]}")
