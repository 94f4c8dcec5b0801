"""Whether the workbench is well: for whoever watches over it, without a name and without a figure."""

from http import HTTPStatus

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from commands.api.writer import program
from commands.web.state import State
from ledger.errors import SeriesdError


def of_health(app: FastAPI, state: State) -> None:
    """Have the application answer `/health`: 200 where each ledger can be read, 503 where one cannot."""

    async def health() -> Response:
        well = await run_sync(_is_well, state)
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        said = {"status": "well" if well else "a ledger cannot be read", "program": program()}
        return JSONResponse(said, status, {"cache-control": "no-store"})

    app.add_api_route("/health", health, methods=["GET", "HEAD"], include_in_schema=False)


def _is_well(state: State) -> bool:
    """Look at the number of the last event of each ledger, which costs a step down an index."""
    try:
        for url in state.settings.ledgers.values():
            if (held := state.held(url)) is not None:
                _ = held.number
    except SeriesdError:
        return False
    return True
