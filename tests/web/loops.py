"""Coroutines run in a loop of their own: in another thread, since a browser that is driven keeps that of this one."""

from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio


def in_a_loop(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it to its end; what it raises is raised here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, work).result()
