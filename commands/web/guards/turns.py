"""Turns: so many questions are worked out at one time, and so many wait; whoever comes then is told to come back."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from commands.web.problems import AskedTooMuchError

T = TypeVar("T")

_SOON = 2


class Turns:
    """The turns of a workbench: `most` at one time, and as many again that wait, eight times over."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limiter: CapacityLimiter | None = None
        self._here = 0

    async def work(self, out: Callable[[], T]) -> T:
        """Work something out beside the loop, in turn. Raises `AskedTooMuchError` where too many wait already."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(self._most)
        if self._here >= self._most * 9:
            raise AskedTooMuchError(
                "too many questions are being worked out; ask again in a moment", HTTPStatus.SERVICE_UNAVAILABLE, _SOON
            )
        self._here += 1
        try:
            return await run_sync(out, limiter=self._limiter)
        finally:
            self._here -= 1
