"""Questions that are asked very often: what answers them stays in memory, and the answer is the one of the verb."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from commands.api.session import Session
from commands.held.company import HeldCompany
from projections.answers.warnings import of_the_moment
from projections.render.json.documents import headed
from projections.render.json.serialize import as_json


def _price(session: Session, asked: Any) -> Any:
    return as_json(session.price(asked.on), everything=asked.exact)


def _holders(session: Session, asked: Any) -> Any:
    return as_json(session.holders(asked.on))


def _history(session: Session, asked: Any) -> Any:
    return as_json(session.history(replays=not asked.no_replays, until=asked.until).whole, everything=asked.exact)


FAST: Mapping[str, Callable[[Session, Any], Any]] = {"price": _price, "history": _history, "holders": _holders}
"""What answers these questions of a session, by their path."""


def fast(path: str, held: HeldCompany, asked: Any) -> dict[str, Any]:
    """The document that answers one of them."""
    found = FAST[path](held.at(asked.known).session, asked)
    notes = [] if asked.known is None else [as_json(one) for one in of_the_moment(asked.known, datetime.now(UTC))]
    return headed(path, {**found, "warnings": [*found["warnings"], *notes]} if notes else found)


def at_once(path: str, held: HeldCompany, asked: Any) -> dict[str, Any] | None:
    """The same where it takes less than handing it on: a price, out of what is ready."""
    session = held.session_at_hand
    if path != "price" or session is None or asked.known is not None:
        return None
    return headed(path, _price(session, asked))
