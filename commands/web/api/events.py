"""The streams of events: word of what is recorded, for pages that are open and for programs."""

from collections.abc import AsyncIterator

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from commands.errors import UsageError
from commands.web.api.growth import News
from commands.web.asked import Asked
from commands.web.ledgers import read_name, source_of
from commands.web.state import State

_LONGEST = 18
"""The most digits of the number of an event."""


async def stream(request: Request, state: State, news: News) -> Response:
    """The stream of a ledger's events. Raises `NotThereError`, `UsageError`, `StoreError` and `AskedTooMuchError`."""
    source = source_of(state.settings, Asked(read_name(request.path_params["ledger"])))
    after = _number(request.headers.get("last-event-id") or request.query_params.get("after"))
    found: AsyncIterator[str] = await news.listen(source.url, lambda: state.held(source.url), after)
    return StreamingResponse(
        found, headers={"cache-control": "no-cache", "x-accel-buffering": "no"}, media_type="text/event-stream"
    )


def _number(given: str | None) -> int | None:
    if not given:
        return None
    if not given.isascii() or not given.isdecimal() or len(given) > _LONGEST:
        raise UsageError(f"after: {given[:40]!r} is not the number of an event, a whole number")
    return int(given)
