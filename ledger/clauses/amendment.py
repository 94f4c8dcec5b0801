"""Sections 9 and 10: consents, amendments of terms, waivers of an adjustment (A52)."""

from pydantic import ValidationError

from ledger.cap_table.acts import Consent, Consents, Waived
from ledger.cap_table.state import State
from ledger.events import AdjustmentWaived, ConsentGiven, TermsAmended
from ledger.events.errors import plainly
from ledger.events.terms import Terms
from ledger.names import near
from ledger.price.facts import Amended
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

CONSENT_MISSING = refuses(
    "consent_missing",
    "6",
    "Some acts need the prior consent of more than half of the Series D (6, 9); what moves the price, of all (9).",
    "Record consent_given of enough holders, dated before the action.",
)
UNKNOWN_TERM = refuses(
    "unknown_term",
    "9",
    "Only a term that the certificate has can be amended.",
    "Name one of the terms of the certificate.",
)
VALUE_CANNOT_BE = refuses(
    "value_cannot_be",
    "9",
    "A term takes values of its kind only.",
    "Give a value that the term can have.",
)
DESIGNATED_BELOW_ISSUED = refuses(
    "designated_below_issued",
    "4M",
    "The designated number cannot be fewer than the Series D ever issued.",
    "Give at least the number of Series D ever issued.",
)
WAIVED_BEFORE = flags(
    "waived_before",
    "9",
    "An adjustment can be waived as long as the price has not moved by it: a majority suffices then (A52).",
    "Nothing to enter; the adjustment will not be made.",
    OF_PRICE,
)
ADJUSTMENT_WAIVED = flags(
    "adjustment_waived",
    "9",
    "Where the holders of Series D have waived an adjustment, none is made (A52).",
    "Nothing to enter; `history` shows every waiver with the consent that it had.",
    OF_PRICE,
)
CONSENT_BEYOND_HOLDING = flags(
    "consent_beyond_holding",
    "10",
    "A consent counts with no more than what its holder holds when the action is taken.",
    "Check the number; the consent stands, and `consents` shows how much of it counts.",
)

NEEDS_ALL = frozenset({"conversion_price", "stated_value"})
"""Terms that fix the Conversion Price and with it the number of Conversion Shares."""


def consent_given(state: State, entry: ConsentGiven) -> None:
    """The latest consent of a holder to a proposal counts, limited to what it holds when the action is taken (10).

    One without a number is for what the holder has when it consents (A52).
    """
    held = state.series_d.get(entry.holder, 0)
    if not held or (entry.shares or 0) > held:
        state.flag(CONSENT_BEYOND_HOLDING, f"{entry.holder} holds {held:,} shares of {state.terms.series} now")
    shares = held if entry.shares is None and not state.of_first_edition else entry.shares
    consent = Consent(shares, entry.form == "written")
    state.consents[entry.action] = {**state.consents.get(entry.action, {}), entry.holder: (consent,)}


def consenting(state: State, action: str, *, written: bool = False) -> int:
    """Series D whose holders have consented to a proposal, as held now; `written` leaves out what a meeting gave."""
    given = state.consents.get(action, {}).items()
    return sum(consented(state, holder, one, written=written) for holder, one in given)


def consented(state: State, holder: str, given: Consents, *, written: bool = False) -> int:
    """The Series D with which a holder has consented, limited to what it holds now."""
    held = state.series_d.get(holder, 0)
    return min(held, sum(held if one.shares is None else one.shares for one in given if one.written or not written))


def suffices(agreed: int, outstanding: int, *, of_all: bool = False) -> bool:
    """Whether so many are a majority, or all, of the Series D. Where none is outstanding there is nobody to ask."""
    return not outstanding or (agreed == outstanding if of_all else agreed * 2 > outstanding)


def require_consent(state: State, action: str, clause: str, *, of_all: bool = False) -> None:
    """Refuse an action without the consent of a majority, or of all, of the Series D outstanding (6, 9, A52).

    Section 9 asks for it in writing.
    """
    in_writing = clause == "9"
    agreed, outstanding = consenting(state, action, written=in_writing), state.series_d_outstanding
    if suffices(agreed, outstanding, of_all=of_all):
        return
    if_done = "; what was done all the same is recorded with `despite`" if clause == "6" else ""
    needed = f"all {outstanding:,}" if of_all else f"more than half of {outstanding:,}"
    raise Refusal(
        CONSENT_MISSING,
        f"{action!r} needs the prior {'written ' if in_writing else ''}consent of {needed} shares of "
        f"{state.terms.series} outstanding; {agreed:,} have consented; record consent_given for the others "
        f"first{if_done}",
        clause=clause,
    )


def terms_amended(state: State, entry: TermsAmended) -> None:
    """Amend a term: what fixes price or conversion needs the consent of all holders, else of a majority (9)."""
    terms = _amended(state.terms, entry)
    require_consent(state, entry.action, "9", of_all=entry.term in NEEDS_ALL)
    if terms.designated_shares < state.series_d_ever_issued:
        raise Refusal(
            DESIGNATED_BELOW_ISSUED,
            f"{terms.designated_shares:,} designated would be fewer than the {state.series_d_ever_issued:,} ever "
            "issued; as many or more would be accepted",
        )
    if terms.notice_days != state.terms.notice_days:
        state.notice_days_until += ((state.day, state.terms.notice_days),)
    state.terms = terms
    if entry.term == "conversion_price" and state.started:
        price = terms.conversion_price * state.units
        state.course.happen(Amended(state.day, state.units, entry.id or "", price))


def _amended(terms: Terms, entry: TermsAmended) -> Terms:
    known = [name for name in Terms.model_fields if name != "interpretations"]
    if entry.term not in known:
        raise Refusal(
            UNKNOWN_TERM,
            f"there is no term {entry.term!r} to amend{near(entry.term, known)}; known are: {', '.join(known)}",
        )
    try:
        return Terms.model_validate({**terms.model_dump(), entry.term: entry.value})
    except ValidationError as error:
        why = plainly(error.errors(include_url=False)[0])
        raise Refusal(VALUE_CANNOT_BE, f"{entry.term} cannot be {entry.value}: {why}") from None


def adjustment_waived(state: State, entry: AdjustmentWaived) -> None:
    """Waive the adjustment of one entry: a majority may, and all have to once the price has moved by it (A52)."""
    of_all = state.course.has_moved_by(entry.entry)
    require_consent(state, entry.action, "9", of_all=of_all)
    agreed, outstanding = consenting(state, entry.action, written=True), state.series_d_outstanding
    state.waivers += (Waived(entry.id or "", state.day, entry.entry, entry.action, agreed, outstanding, of_all),)
    if entry.entry in state.passed:
        consent = f"{agreed:,} of {outstanding:,} {state.terms.series} have consented"
        taken_back = f"the adjustment for {entry.entry} is taken back"
        what = taken_back if of_all else f"{entry.entry} has moved nothing, and now never will"
        state.flag(ADJUSTMENT_WAIVED, f"{what}; {consent} (A52)")
    else:
        state.flag(WAIVED_BEFORE, f"{entry.entry} is still to come; its adjustment will not be made")
    state.course.waive(state.day, state.units, entry.id or "", entry.entry)
