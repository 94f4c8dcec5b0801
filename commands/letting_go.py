"""Letting go, while much is recorded, of what nobody needs any more.

The command looks for no garbage (`commands.cli`): what it loads lives until it ends. But what is recorded replaces much
on its way: whoever goes back leaves prices behind that know how to work out their digits, and so what they were made
of, in circles. Many edits leave a course of the price each. So it is looked for whenever as much is new as was left the
time before: all of that together costs no more than a few looks at what there is in the end.
"""

import gc
from collections.abc import Callable

_FEW = 500_000
"""So many new objects are not worth a look."""

Told = Callable[[int, int], None]


def letting_go(told: Told) -> Told:
    """Tell the same of how far the work is; and let go, now and then."""
    left = 0

    def heard(done: int, of: int) -> None:
        nonlocal left
        told(done, of)
        new = gc.get_count()[0]
        if new > max(_FEW, left):
            left += new - gc.collect()

    return heard
