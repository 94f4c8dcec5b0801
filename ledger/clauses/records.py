"""What is recorded and checked, and moves no figure: the authorized number and the certificates delivered."""

from ledger.cap_table.state import State
from ledger.clauses.automatic_conversion import flag_missing_split, test_conditions
from ledger.clauses.opening import set_authorized
from ledger.events import CertificateDelivered, CommonAuthorizedChanged
from ledger.refusals import Refusal
from ledger.rules import flags, refuses

UNKNOWN_CONVERSION = refuses(
    "unknown_conversion",
    "4C",
    "A certificate is delivered for a conversion that was made by then.",
    "Name a conversion by its id; `history` and `flags` show the ids.",
)
TAX_CHARGED_TO_HOLDER = flags(
    "tax_charged_to_holder",
    "4N",
    "A conversion is without charge to the holder for a tax on the issue in its own name.",
    "Refund the tax, unless the Common was registered in another name.",
)


def common_authorized_changed(state: State, entry: CommonAuthorizedChanged) -> None:
    """Change the authorized Common (4A); this may complete the automatic conversion (second 4L)."""
    set_authorized(state, entry.authorized)
    if state.is_protected:
        test_conditions(state)
        flag_missing_split(state)


def certificate_delivered(state: State, entry: CertificateDelivered) -> None:
    """The certificate of a conversion was delivered (4C, 4D). Refused for what is no conversion."""
    found = next((one for one in state.conversions if one.entry == entry.conversion), None)
    if found is None:
        raise Refusal(
            UNKNOWN_CONVERSION,
            f"{entry.conversion!r} is no conversion on or before {entry.effective}; "
            "name a series_d_converted entry by its id",
        )
    if entry.issue_tax and entry.tax_paid_by == "holder" and found.register_to in ("", found.holder):
        state.flag(
            TAX_CHARGED_TO_HOLDER,
            "the holder bore a tax on the issue in its own name; conversion is without charge to it (4N)",
        )
