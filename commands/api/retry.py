"""How often somebody who writes beside others tries again, and how long it waits between."""

import random
import time
from collections.abc import Iterator

_TRIES = 100
_FIRST, _LONGEST = 0.01, 0.5
"""Seconds that are waited at most: before the second try, and before any."""


def tries() -> Iterator[int]:
    """Try after try, each a little later, by chance: who comes back at once meets the same others again."""
    for number in range(_TRIES):
        if number:
            time.sleep(random.uniform(0, min(_LONGEST, _FIRST * number)))  # noqa: S311  no secret
        yield number
