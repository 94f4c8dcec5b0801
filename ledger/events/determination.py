"""A determination: a figure that the certificate leaves to somebody's judgement, and whose, on what basis, and when.

4E(5) leaves fair values and the value of Additional Rights to the Board, to agreement with the holders, or to an
appraiser whom both choose; 4G and 4H leave the value reflected and the Market Price to an exchange, a quotation, the
Board with a majority, or an appraiser. The figure itself stands in the entry; a provisional one is replaced by
correcting that entry, and the replay then gives what the final one gives (A8, A40).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from ledger.events.fields import Day, Flag, Name, Text

By = Literal["board", "board_and_holders", "appraiser", "exchange", "quotation"]
"""Who determined: the Board in good faith, the Board and the holders, the appraiser chosen jointly, or a market."""


class Determination(BaseModel):
    """Who determined a figure, on what basis, when, and whether that is final.

    `who` names the appraiser, the exchange or the source of the quotation. `agreement` names the proposal to which
    holders of Series D consented (`consent_given`). `inquired` and `answered` are the dates of a holder's inquiry and
    of the Board's written answer to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: By
    basis: Text
    date: Day
    who: Name | None = None
    provisional: Flag = False
    agreement: Name | None = None
    inquired: Day | None = None
    answered: Day | None = None
