"""What is recorded and checked, and moves no figure: the authorized number, notices, certificates, liquidation."""

from ledger.clauses.automatic_conversion import test_conditions
from ledger.clauses.opening import set_authorized
from ledger.events import CertificateDelivered, CommonAuthorizedChanged, Liquidated, NoticeSent
from ledger.refusals import Refusal
from ledger.state import State


def common_authorized_changed(state: State, entry: CommonAuthorizedChanged) -> None:
    """Change the authorized Common (4A); this may complete the automatic conversion (second 4L)."""
    set_authorized(state, entry.authorized)
    if state.is_protected:
        test_conditions(state)


def notice_sent(state: State, entry: NoticeSent) -> None:
    """A notice was mailed (4K, first 4L)."""
    if entry.holder not in state.series_d:
        state.flag("notice_to_non_holder", "4K", f"{entry.holder} holds no {state.terms.series} on this day")


def certificate_delivered(state: State, entry: CertificateDelivered) -> None:
    """The certificate of a conversion was delivered (4C). Refused for what is no conversion."""
    if all(conversion.entry != entry.conversion for conversion in state.conversions):
        raise Refusal(
            "unknown_conversion", "4C", f"{entry.conversion!r} is no conversion on or before {entry.effective}"
        )


def liquidated(state: State, entry: Liquidated) -> None:
    """The Company is wound up (3); what each holder gets is a question to the ledger, not a change of balances."""
    if not state.series_d_outstanding:
        state.flag("nothing_preferred", "3", "no Series D is outstanding, so nothing is preferred")
    if not entry.assets:
        state.flag("no_assets", "3", "there are no assets to distribute")
