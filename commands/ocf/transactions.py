"""A handler for each kind of transaction that has entries in the ledger, and why the others may be left out."""

from collections.abc import Callable, Mapping

from commands.ocf.given import Given
from commands.ocf.register import told
from commands.ocf.rights import RIGHT_HANDLERS
from commands.ocf.securities import Reading
from commands.ocf.stock import STOCK_HANDLERS
from ledger.refusals import Flag
from ledger.rules import flags

RETRACTED = flags(
    "retracted",
    "",
    "What never became valid is not recorded.",
    "Nothing to enter; if it had been valid at first, record it and what ended it by hand.",
)

Handler = Callable[[Reading, Given], None]


def retraction(reading: Reading, one: Given) -> None:
    """An issuance that was taken back as if it had never been: it is not recorded at all."""
    security = reading.register.at(one, one.text("security_id"))
    issuance = security.issuance
    if security.name in reading.derived:
        raise one.fail("it retracts what came out of another security; record the correction by hand")
    if security.name in reading.touched:
        raise one.fail(f"{told(issuance)} has been acted on before; what was done with it cannot be as if never issued")
    name = issuance.text("id")
    reading.entries = [pair for pair in reading.entries if pair[1].get("id") != name]
    reading.register.end(one, security)
    reading.notes.append(Flag(RETRACTED, f"{name} was retracted and is not recorded", one.text("id")))


HANDLERS: Mapping[str, Handler] = {
    "TX_STOCK_RETRACTION": retraction,
    "TX_WARRANT_RETRACTION": retraction,
    "TX_CONVERTIBLE_RETRACTION": retraction,
    "TX_EQUITY_COMPENSATION_RETRACTION": retraction,
    "TX_PLAN_SECURITY_RETRACTION": retraction,
    **STOCK_HANDLERS,
    **RIGHT_HANDLERS,
}

_ACCEPTED = "that a holder accepted changes nothing"
_VESTED = "vesting moves no price: a right counts whether or not it can be exercised (4E(1))"
_POOL = "the size of a pool moves no price"
_WHO = "who somebody is to the company is not kept"
IGNORED: Mapping[str, str] = {
    **{f"TX_{kind}_ACCEPTANCE": _ACCEPTED for kind in ("STOCK", "WARRANT", "CONVERTIBLE", "EQUITY_COMPENSATION")},
    "TX_PLAN_SECURITY_ACCEPTANCE": _ACCEPTED,
    "TX_VESTING_START": _VESTED,
    "TX_VESTING_EVENT": _VESTED,
    "TX_VESTING_ACCELERATION": _VESTED,
    "TX_STOCK_PLAN_POOL_ADJUSTMENT": _POOL,
    "TX_STOCK_PLAN_RETURN_TO_POOL": _POOL,
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": "the authorized number of the Common is what counts (4A)",
    "CE_STAKEHOLDER_RELATIONSHIP": _WHO,
    "CE_STAKEHOLDER_STATUS": _WHO,
}
"""The transactions that move neither shares nor price, and why."""
