"""The certificate and what existed before the ledger begins; Series D and its register."""

from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.adjustment.trigger import SAME_DAY_AS_SERIES_D
from ledger.clauses.shares import BEYOND_AUTHORIZED, deliver_common, move_common, move_series_d
from ledger.events import CertificateAdopted, OpeningBalance, SeriesDIssued, SharesTransferred
from ledger.price.facts import entries_of
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, OF_PRICE, flags, refuses

CERTIFICATE_EXISTS = refuses(
    "certificate_exists",
    "",
    "A company has one certificate here; later changes are amendments.",
    "Change a term with terms_amended, or correct the certificate with entry_corrected.",
)
BEFORE_CERTIFICATE = refuses(
    "before_certificate",
    "1",
    "No Series D exists before its certificate takes effect.",
    "Date the entry on or after the certificate, or correct the certificate's date.",
)
AUTHORIZED_BELOW_ISSUED = refuses(
    "authorized_below_issued",
    "4A",
    "The authorized Common cannot be fewer than what is issued, treasury shares included.",
    "Give an authorized number of at least what is outstanding, or record what reduces it first.",
)
BEYOND_DESIGNATED = refuses(
    "beyond_designated",
    "4M",
    "Converted Series D is retired: only the designated number less all that was ever issued can be issued (A49).",
    "Amend `designated_shares` with consent first, or issue fewer; converted shares stay used up.",
)
OPENING_AFTER_PROTECTION = flags(
    "opening_after_protection",
    "4E",
    "An opening balance is what existed before, and is never tested; what is issued from the first Series D on is an "
    "issue (A58).",
    "Date it before the first Series D if it existed then; record what was issued later as common_issued.",
    OF_PRICE,
)
SERIES_D_BELOW_STATED_VALUE = flags(
    "series_d_below_stated_value",
    "4E",
    "Series D stands outside its own adjustment, whatever is paid for it (A12).",
    "Have counsel confirm; Series D is not tested under 4E.",
    OF_PRICE,
)


SERIES_D_ISSUED_LATER = flags(
    "series_d_issued_later",
    "6",
    "Issues within the designated number ask no consent; those after the first are said (A69).",
    "Have counsel confirm that no consent under section 6(a) was needed.",
    OF_BALANCES,
)


def certificate_adopted(state: State, entry: CertificateAdopted) -> None:
    """The terms are known to the state from the start; here the authorized number is checked and set."""
    if state.has_certificate:
        raise Refusal(CERTIFICATE_EXISTS, "a certificate is adopted already; amend it with terms_amended (9)")
    state.has_certificate = True
    set_authorized(state, entry.common_authorized)


def set_authorized(state: State, authorized: int) -> None:
    """Set the authorized Common. Refused below what is already issued, which would be void stock."""
    issued = state.outstanding + state.treasury
    if authorized < issued:
        raise Refusal(
            AUTHORIZED_BELOW_ISSUED,
            f"{authorized:,} authorized would be fewer than the {issued:,} shares of Common already issued; "
            f"authorize {issued:,} or more",
        )
    state.register.authorized = authorized


def opening_balance(state: State, entry: OpeningBalance) -> None:
    """Enter what a holder had; never tested under 4E, since it existed before (A58).

    Common entered so when 4E protects already is not tested either, and that is said.
    """
    common, treasury, series_d = entry.common or 0, entry.treasury or 0, entry.series_d or 0
    if series_d:
        check_designated(state, series_d)
    if state.authorized is not None and state.outstanding + state.treasury + common + treasury > state.authorized:
        raise Refusal(
            BEYOND_AUTHORIZED,
            f"{common + treasury:,} more shares of Common would exceed the {state.authorized:,} authorized, of which "
            f"{state.outstanding + state.treasury:,} are issued; record the number that was authorized first",
        )
    if common:
        _flag_untested(state, common)
        deliver_common(state, entry.holder, common, "4A")
    state.register.move("common", Place.UNISSUED, Place.TREASURY, treasury)
    if series_d:
        _flag_same_day(state)
        state.register.move("series_d", Place.UNISSUED, entry.holder, series_d)


def _flag_untested(state: State, common: int) -> None:
    """Say what Common is taken to have existed all along though it is entered after the first Series D (A58)."""
    if state.first_series_d is not None and state.day > state.first_series_d:
        state.flag(
            OPENING_AFTER_PROTECTION,
            f"{common:,} shares of Common are entered as an opening balance after the first {state.terms.series} of "
            f"{state.first_series_d}, and so are not tested; what was issued since then is common_issued (A58)",
        )


def series_d_issued(state: State, entry: SeriesDIssued) -> None:
    """Issue Series D. It stands outside its own adjustment (A12); converted shares never come back (4M, A49)."""
    check_designated(state, entry.shares)
    given = entry.consideration
    received = given.cash + given.property - given.expenses - given.additional_rights
    if given != type(given)() and received < entry.shares * state.terms.stated_value:
        state.flag(
            SERIES_D_BELOW_STATED_VALUE,
            "Series D issued below its Stated Value does not adjust the price (A12)",
        )
    _flag_same_day(state)
    if state.series_d_ever_issued and state.first_series_d is not None and state.day > state.first_series_d:
        state.flag(
            SERIES_D_ISSUED_LATER,
            f"issued after the first {state.terms.series} of {state.first_series_d}, within the designated number, so "
            "that section 6(a) asks no consent; it carries no dividend accrued before (A60, A69)",
        )
    state.register.move("series_d", Place.UNISSUED, entry.holder, entry.shares)


def _flag_same_day(state: State) -> None:
    """Say what was issued or granted earlier on the date of the first Series D: it is tested, not legacy (A17)."""
    if state.flags is None or state.day != state.first_series_d or state.series_d_ever_issued:
        return
    before = [name for fact in state.course.facts for name in sorted(entries_of(fact, state.rights))]
    if before:
        state.flag(
            SAME_DAY_AS_SERIES_D,
            f"{', '.join(before)} stand before the first {state.terms.series} on its own date, and so are tested and "
            "not legacy (A17, A58)",
            clause="1",
        )


def check_designated(state: State, shares: int) -> None:
    """Refuse Series D beyond the designated number, counting all that was ever issued (4M, A49)."""
    if not state.has_certificate:
        raise Refusal(
            BEFORE_CERTIFICATE,
            f"no {state.terms.series} exists before its certificate takes effect; date it on or after",
            clause="",
        )
    left = state.terms.designated_shares - state.series_d_ever_issued
    if shares > left:
        raise Refusal(
            BEYOND_DESIGNATED,
            f"an issue of {shares:,} {state.terms.series} is more than the {left:,} still issuable of "
            f"{state.terms.designated_shares:,} designated (converted shares are retired, A49); more need the consent "
            "of section 6(a) and terms_amended designated_shares",
        )


def shares_transferred(state: State, entry: SharesTransferred) -> None:
    """Move shares between holders; the price does not see it."""
    move = move_common if entry.stock == "common" else move_series_d
    move(state, entry.from_, entry.to, entry.shares, "4O")
