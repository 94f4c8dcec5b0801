"""The answer of the verb `explain` for a program."""

from typing import Any

from ledger.events import write_entry
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from projections.certificate.readings import READINGS
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained, ExplainedConversion, Explanation
from projections.render.explain.steps import paragraphs
from projections.render.json.extent import WHOLE, Extent
from projections.render.json.serialize import as_json
from projections.render.json.working_types import LeftOutJson
from projections.render.json.workings import Listing, switch_json
from projections.workings.price.test import Part, Tested


def explain_json(answer: Explanation, *, everything: bool = False, extent: Extent = WHOLE) -> dict[str, Any]:
    """The whole answer, or a part of it; `text` says the same in sentences."""
    price = answer.price
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, extent.depth) for name, working in answer.figures.items()}
    steps = [_explained(one, answer, listing, extent) for one in answer.steps]
    roots |= {f"step {one['step']}": one["working"] for one in steps if one["working"]}
    listed = listing.json(roots, answer.entries)
    listed["left_out"] = _left_out(answer, extent, listed["left_out"]["workings"])
    return {
        "on": answer.on and answer.on.isoformat(),
        "entry": answer.entry,
        "price": as_json(price, everything=everything),
        "initial": {"price": answer.initial.num(), "entry": answer.adopted and answer.adopted.id},
        "steps": steps,
        "conversion": answer.conversion and _conversion(answer.conversion),
        "waivers": as_json(answer.waivers),
        "text": list(paragraphs(answer)),
        **listed,
    }


def _left_out(answer: Explanation, extent: Extent, workings: int) -> LeftOutJson:
    """How much of the answer is not told."""
    steps = [] if extent.replays else answer.steps
    return {
        "workings": workings,
        "replays": sum(len(one.beside) for one in steps),
        "rights": sum(len(one.deemed) for one in steps),
    }


def _explained(one: Explained, answer: Explanation, listing: Listing, extent: Extent) -> dict[str, Any]:
    everything, depth = listing.everything, extent.depth
    step = {} if one.step is None else as_json(one.step, everything=everything)
    if not extent.replays:
        step.pop("replayed", None)
    on = answer.on
    return {
        **step,
        "in_effect": None if on is None or one.step is None else one.step.governs_from <= on,
        "causes": [_cause(cause) for cause in one.causes],
        "rule": one.rule,
        "figures": {name: figure.num(everything=everything) for name, figure in one.figures.items()},
        "outstanding": _outstanding(one, extent),
        "tests": [_tested(tested) | {"working": listing.add(tested.working, depth)} for tested in one.tested],
        "beside": _replay(one, listing, extent),
        "readings": [{"reading": name, "says": READINGS[name]} for name in one.readings],
        "switches": [switch_json(switch) for switch in one.switches],
        "rights_before": [listing.add(working, depth) for working in one.stood],
        "working": None if one.working is None else listing.add(one.working, depth),
    }


def _cause(cause: Recorded) -> dict[str, Any]:
    place = {"position": cause.position, "recorded_at": cause.recorded_at.isoformat().replace("+00:00", "Z")}
    return write_entry(cause.entry) | place


def _outstanding(one: Explained, extent: Extent) -> dict[str, Any] | None:
    if one.outstanding is None:
        return None
    told = one.deemed if extent.replays else ()
    rights = [{"right": it.right, "holder": it.holder, "shares": it.shares.num()} for it in told]
    deemed = Figure.of(sum(it.shares.fraction for it in one.deemed))
    return {"actual": one.outstanding.num(), "deemed": deemed.num(), "rights": rights}


def _tested(one: Tested) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "clause": one.working.clause,
        "right": one.right,
        "shares": one.shares.num(),
        "consideration": one.money.num(),
        "per_share": one.per_share.num(),
        "against": one.against.num(),
        "triggers": one.triggers,
        "waived": one.waived,
        "parts": [_part(part) for part in one.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    answer: dict[str, Any] = {"what": part.what, "amount": part.amount.num()}
    if part.shares is not None and part.price is not None:
        answer |= {"shares": part.shares.num(), "price": part.price.num()}
    return answer


def _replay(one: Explained, listing: Listing, extent: Extent) -> list[dict[str, Any]]:
    if extent.replays:
        return [_beside(row, listing, extent.depth) for row in one.beside]
    for working in (it for row in one.beside for it in (row.first_working, row.replayed_working) if it is not None):
        listing.reach(working)
    return []


def _beside(row: Beside, listing: Listing, depth: int | None) -> dict[str, Any]:
    everything = listing.everything
    first, replayed = row.first_working, row.replayed_working
    return {
        "on": row.on.isoformat(),
        "entries": list(row.entries),
        "first": as_json(row.first, everything=everything),
        "replayed": as_json(row.replayed, everything=everything),
        "change": row.change,
        "now_triggers": list(row.now_triggers),
        "no_longer_triggers": list(row.no_longer_triggers),
        "first_working": None if first is None else listing.add(first, depth),
        "replayed_working": None if replayed is None else listing.add(replayed, depth),
    }


def _conversion(one: ExplainedConversion) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "on": one.on.isoformat(),
        "holder": one.holder,
        "converted": one.converted,
        "preference": one.preference.num(),
        "price": one.price.num(),
        "unrounded": one.unrounded.num(),
        "entitled": one.entitled,
        "delivered": one.delivered,
        "automatic": one.automatic,
    }
