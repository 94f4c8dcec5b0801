"""The waterfall: who gets what of which assets in a liquidation, why, and which liquidations are recorded."""

from collections.abc import Sequence
from fractions import Fraction
from http import HTTPStatus
from math import floor
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BeforeValidator, Field

from commands.errors import UsageError
from commands.web.asked import Dated
from commands.web.asking import Answer, each
from commands.web.charts.waterfall import waterfall_chart
from commands.web.frame import address_of
from commands.web.pages.holdings.turns import A_PAGE, turns
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.refusals import Refusal
from projections.render.blocks import Block, Curves
from projections.render.html import as_fragment, drawn
from projections.render.marks.why import Why

_STOPS = 400
"""So many places the handle has, at most."""

_NO_TURNS = {"earlier": None, "later": None}

_Said = Annotated[str | None, BeforeValidator(lambda given: given or None)]


class OfAssets(Dated):
    """Which assets, who ranks beside Series D, and whose payout is explained; or which liquidation is recorded."""

    assets: Annotated[_Said, Field(description="the assets to be distributed, in money")] = None
    parity: Annotated[
        tuple[str, ...], Field(description="a class on a parity with Series D, NAME:SHARES:PREFERENCE")
    ] = ()
    holder: Annotated[_Said, Field(description="whose payout is explained")] = None
    part: Annotated[
        _Said, Field(description="the holders from one place in the list to another: 101-200", max_length=40)
    ] = None
    liquidation: Annotated[_Said, Field(description="the id of a liquidation that is recorded")] = None


def _waterfall(place: Place) -> Shown:
    asked = _asked(place)
    try:
        if asked.holder is not None:
            return _why(place, asked)
        answer = _answer(place, asked)
    except (Refusal, UsageError) as error:
        if place.form is not None:
            raise
        about = _form(place, asked) | {"said": str(error), "blocks": "", "still": None, "most": 0, "at": 0, **_NO_TURNS}
        return Shown("Waterfall", [], about, HTTPStatus.UNPROCESSABLE_ENTITY)
    curves = _curves(answer)
    most = floor(max((x for _, points in curves.curves for x, _ in points), default=Fraction(0))) if curves else 0
    about = _form(place, asked) | {
        "said": "",
        "assets": str(answer.found.assets),
        "blocks": _told(place, asked, [one for one in answer.blocks if not isinstance(one, Curves)]),
        "still": Markup(drawn(curves)) if curves is not None and curves.curves else None,  # noqa: S704  the house's own
        "most": most,
        "step": max(1, most // _STOPS),
        "at": min(most, floor(answer.found.assets)),
        **turns(
            asked.part,
            len(answer.found.holders),
            lambda part: place.address("waterfall", _more(asked, str(answer.found.assets)) | {"part": part}),
        ),
        "chart": place.address("waterfall-chart.json", _more(asked, str(answer.found.assets))),
    }
    return Shown("Waterfall", [answer], about)


def _asked(place: Place) -> OfAssets:
    assert isinstance(place.params, OfAssets)  # noqa: S101  the page asks these
    return place.params


def _classes(asked: OfAssets) -> list[str]:
    return [one for one in asked.parity if one.strip()]


def _answer(place: Place, asked: OfAssets) -> Answer:
    """Of the assets asked for, or those of a liquidation; of none just what is due before the Common gets anything."""
    part = [] if place.form else [f"--part={asked.part or f'1-{A_PAGE}'}"]
    if asked.liquidation is not None and asked.assets is None:
        return place.ask("waterfall", [f"--liquidation={asked.liquidation}", *part, *place.as_known])
    words = [*each("--parity", _classes(asked)), *place.clocks]
    assets = asked.assets or str(place.ask("waterfall", ["--assets=0", *words], form="json").found.preferential_due)
    return place.ask("waterfall", [f"--assets={assets}", *part, *words])


def _why(place: Place, asked: OfAssets) -> Shown:
    """Why a holder gets what it gets."""
    if asked.assets is None:
        raise UsageError("say of which assets: assets=N")
    words = [f"--assets={asked.assets}", f"--holder={asked.holder}", *each("--parity", _classes(asked))]
    answer = place.ask("explain", [*words, *place.clocks])
    about = _form(place, asked) | {
        "said": "",
        "blocks": _told(place, asked, answer.blocks),
        "still": None,
        "most": 0,
        "at": 0,
        **_NO_TURNS,
        "back": place.address("waterfall", _more(asked, asked.assets)),
    }
    return Shown(f"What {asked.holder} gets", [answer], about)


def _form(place: Place, asked: OfAssets) -> dict[str, Any]:
    recorded = () if place.form else place.ask("entries", ["--type=liquidated", *place.as_known]).found.entries
    return {
        "assets": asked.assets or "",
        "parity": _classes(asked),
        "holder": asked.holder,
        "back": None,
        "liquidations": [
            (
                one.recorded.id,
                str(one.day),
                place.asked.at(one.day).address("waterfall", {"liquidation": one.recorded.id}),
            )
            for one in recorded
        ],
    }


def _more(asked: OfAssets, assets: str) -> dict[str, Any]:
    return {"assets": assets, "parity": _classes(asked)}


def _told(place: Place, asked: OfAssets, blocks: Sequence[Block]) -> Markup:
    """Blocks whose figures lead to their reasons, those of a payout with the classes that were asked about."""
    elsewhere = address_of(place.asked)

    def address(why: Why) -> str:
        if why.kind != "waterfall":
            return elsewhere(why)
        of = _more(asked, why.of) | {"holder": why.holder or None}
        return place.asked.at(why.on).address("waterfall", of)

    return Markup(as_fragment(blocks, address))  # noqa: S704  the house's own template escapes


def _curves(answer: Answer) -> Curves | None:
    return next((one for one in answer.blocks if isinstance(one, Curves)), None)


def _chart(place: Place) -> Shown:
    answer = _answer(place, _asked(place))
    # the drawing is made of blocks, which a program is not given
    curves = _curves(answer)
    return Shown(
        "Payout against assets", [answer], document=None if curves is None else lambda: waterfall_chart(curves)
    )


PAGES = (
    Page("waterfall", "Waterfall", _waterfall, OfAssets, "waterfall.html", menu="Waterfall", letter="w"),
    Page("waterfall-chart", "Payout against assets", _chart, OfAssets),
)
