"""How the fold is cut. Nothing that is found depends on it."""

import sys

SIZE = 512
"""How many facts a stretch has, but for the last."""
FEW = 24
"""So many facts are gone through one by one as fast as in columns."""
PAYS = 50_000
"""When so many have been gone through one by one, loading what the columns need would have been paid for."""


def one_by_one(gone_through: int) -> bool:
    """Whether facts are gone through one by one, after so many that were: until loading the columns' library pays.

    Where it is loaded already, by whatever this runs in, it costs nothing.
    """
    return gone_through <= PAYS and "numpy" not in sys.modules
