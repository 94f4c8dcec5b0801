"""Where the reason of a figure or of a name stands: what to ask `seriesd explain`, or which list it is in.

It says nothing of how it is asked: a page makes an address of it, and every other form leaves it out.
"""

from datetime import date
from typing import Literal, NamedTuple

Kind = Literal[
    "entry",
    "step",
    "price",
    "history",
    "holder",
    "holders",
    "waterfall",
    "dividends",
    "calendar",
    "reading",
    "clause",
    "rule",
    "document",
    "right",
    "scenario",
    "proposal",
    "letter",
    "recording",
    "company",
]
"""What is asked about."""


class Why(NamedTuple):
    """What is asked about, and which one of these: an id, a name, a number as it is written.

    `on` is the day of what has one. Of a `waterfall` the assets are `of`, an exact number, and of a `letter` the event;
    `holder` is whose it is, empty where it is everybody's. A `rule` is a refusal or a flag by its code, a `clause` is
    named as it is printed, a `document` by the id of the entry that attached it.
    """

    kind: Kind
    of: str = ""
    on: date | None = None
    holder: str = ""
