"""An evaluator of workings of its own: it knows the JSON and fractions, and nothing of the program.

Written from docs/reference/json.md alone. `unproved` carries out every formula of an answer, from its leaves up, and says
where the result is not the figure, where a leaf does not carry what the entry cited says, and where something is missing.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, prod
from typing import Any

Json = Mapping[str, Any]
Value = Fraction | bool | dt.date

RELATIONS = {
    "below": lambda left, right: left < right,
    "above": lambda left, right: left > right,
    "at least": lambda left, right: left >= right,
    "equal to": lambda left, right: left == right,
}


def unproved(answer: Json) -> Iterator[str]:
    """Everything in the workings of an answer that does not hold, a sentence each."""
    workings = {one["id"]: one for one in answer["workings"]}
    values: dict[str, Value] = {}
    for identity in _from_the_leaves_up(workings):
        one = workings[identity]
        values[identity] = figure = number(one["figure"])
        try:
            result = evaluated(one["formula"], values)
        except ZeroDivisionError:
            yield f"{one['label']}: divides by zero"
            continue
        if result != figure or isinstance(result, bool) != isinstance(figure, bool):
            yield f"{one['label']}: the formula gives {result}, the figure is {figure}: {one['formula']}"
        for condition in one["conditions"]:
            if condition not in workings:
                yield f"{one['label']}: its condition {condition} is not among the workings"
        for leaf in leaves(one["formula"]):
            yield from _untrue(leaf, answer["entries"], one["label"])
    for name, root in answer["roots"].items():
        if root not in workings:
            yield f"the root {name} is not among the workings"


def number(given: Any) -> Value:
    """A number of the JSON, exactly; yes and no; a day."""
    if isinstance(given, bool):
        return given
    return dt.date.fromisoformat(given) if isinstance(given, str) else Fraction(given["exact"])


def evaluated(expression: Json, values: Mapping[str, Value]) -> Any:  # noqa: C901, PLR0911  a line for each operation
    """What an expression comes to."""
    match expression["op"]:
        case "fact" | "term" | "given" | "number":
            return number(expression["value"])
        case "working":
            return values[expression["working"]]
        case "named":
            return evaluated(expression["of"], values)
        case "less":
            return -evaluated(expression["of"], values)
        case "floor":
            return Fraction(floor(evaluated(expression["of"], values)))
        case "ceiling":
            return Fraction(ceil(evaluated(expression["of"], values)))
        case "quotient":
            return evaluated(expression["of"], values) / evaluated(expression["by"], values)
        case "comparison":
            left, right = (evaluated(expression[side], values) for side in ("left", "right"))
            return RELATIONS[expression["relation"]](left, right)
        case "days_after":
            day, days = (evaluated(expression[side], values) for side in ("of", "days"))
            return _days_after(day, int(days), expression["closed"])
        case "sum" | "product" | "least" | "greatest" as op:
            parts = [evaluated(one, values) for one in expression["of"]]
            return {"sum": sum, "product": prod, "least": min, "greatest": max}[op](parts)
        case op:
            raise AssertionError(f"unknown operation {op}")


def _days_after(day: dt.date, days: int, closed: list[Json] | None) -> dt.date:
    """Counted off on the fingers; a holiday must be one by the rules below, and every holiday must be named."""
    if closed is None:
        return day + dt.timedelta(days)
    named = {dt.date.fromisoformat(one["on"]) for one in closed}
    seen = set()
    while days:
        day += dt.timedelta(1)
        if day.isoweekday() > 5:
            continue
        assert (day in named) == (day in federal_holidays(day.year)), day
        seen |= {day} & named
        days -= day not in named
    assert seen == named
    return day


def federal_holidays(year: int) -> set[dt.date]:
    """The days on which federal offices are closed since 1986 (5 U.S.C. 6103); a Sunday's on the Monday after."""
    fixed = [dt.date(year, month, day) for month, day in ((1, 1), (7, 4), (11, 11), (12, 25))]
    fixed += [dt.date(year + 1, 1, 1)] + [dt.date(year, 6, 19)] * (year > 2020)
    moved = {5: -1, 6: 1}
    mondays = [_weekday(year, month, 0, number) for month, number in ((1, 3), (2, 3), (9, 1), (10, 2))]
    memorial = max(dt.date(year, 5, day) for day in range(25, 32) if dt.date(year, 5, day).weekday() == 0)
    thanksgiving = _weekday(year, 11, 3, 4)
    return {day + dt.timedelta(moved.get(day.weekday(), 0)) for day in fixed} | {*mondays, memorial, thanksgiving}


def _weekday(year: int, month: int, weekday: int, number: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def inner(expression: Json) -> list[Json]:
    """What an expression is made of."""
    found: list[Json] = []
    for key in ("of", "by", "left", "right", "days"):
        part = expression.get(key, [])
        found += part if isinstance(part, list) else [part]
    return found


def leaves(expression: Json) -> Iterator[Json]:
    """The leaves of an expression, references to other workings included."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        parts = inner(one)
        waiting += parts
        if not parts:
            yield one


def _from_the_leaves_up(workings: Mapping[str, Json]) -> list[str]:
    """The ids in an order in which what a formula refers to comes before it; a circle would end in an error."""
    order: dict[str, None] = {}
    open_: set[str] = set()
    waiting = [(identity, False) for identity in workings]
    while waiting:
        identity, done = waiting.pop()
        if done:
            open_.discard(identity)
            order[identity] = None
        elif identity not in order:
            assert identity not in open_, f"{identity} rests on itself"
            open_.add(identity)
            waiting.append((identity, True))
            found = [leaf["working"] for leaf in leaves(workings[identity]["formula"]) if leaf["op"] == "working"]
            waiting += [(one, False) for one in found if one not in order]
    return list(order)


def _untrue(leaf: Json, entries: Mapping[str, Json], label: str) -> Iterator[str]:
    """Whether a leaf carries what the entry that it cites states in the field."""
    if leaf["op"] == "fact":
        entry = entries[leaf["entry"]]
        stated, value = _field(entry, leaf["field"]), number(leaf["value"])
        if (dt.date.fromisoformat if isinstance(value, dt.date) else Fraction)(stated) != value:
            yield f"{label}: {leaf['entry']} does not say that {leaf['field']} is {leaf['value']}"
        # what the ledger wrote down with an entry is nothing that its source says
        source = None if leaf["field"].startswith("delivery.") else entry.get("source")
        if source != leaf.get("source"):
            yield f"{label}: the source of {leaf['entry']} is another"
    elif leaf["op"] == "term" and leaf["entry"] is not None:
        entry = entries[leaf["entry"]]
        stated = entry["value"] if entry["type"] == "terms_amended" else entry.get("terms", {}).get(leaf["term"])
        default = DEFAULTS.get(leaf["term"]) if stated is None else stated
        if Fraction(default) != number(leaf["value"]):
            yield f"{label}: {leaf['entry']} does not fix {leaf['term']} at {leaf['value']}"


DEFAULTS = {
    "conversion_price": "0.0033",
    "stated_value": "11.1111",
    "designated_shares": "900000",
    "certificate_delivery_business_days": "5",
    "notice_days": "15",
}
"""What the certificate fixes where it does not say otherwise."""


def _field(entry: Any, path: str) -> Any:
    for part in path.split("."):
        entry = entry[int(part)] if isinstance(entry, list) else entry[part]
    return entry
