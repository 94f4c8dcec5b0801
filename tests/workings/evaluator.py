"""An evaluator of workings of its own: it knows the JSON and fractions, and nothing of the program.

Written from docs/reference/json.md alone. `unproved` carries out every formula of an answer, from its leaves up, and says
where the result is not the figure, where a leaf does not carry what the entry cited says, and where something is missing.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, prod
from typing import Any

Json = Mapping[str, Any]
Value = Fraction | bool

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
    """A number of the JSON, exactly."""
    return given if isinstance(given, bool) else Fraction(given["exact"])


def evaluated(expression: Json, values: Mapping[str, Value]) -> Any:  # noqa: PLR0911  a line for each operation
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
        case "sum" | "product" | "least" | "greatest" as op:
            parts = [evaluated(one, values) for one in expression["of"]]
            return {"sum": sum, "product": prod, "least": min, "greatest": max}[op](parts)
        case op:
            raise AssertionError(f"unknown operation {op}")


def inner(expression: Json) -> list[Json]:
    """What an expression is made of."""
    found: list[Json] = []
    for key in ("of", "by", "left", "right"):
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
        if Fraction(_field(entry, leaf["field"])) != number(leaf["value"]):
            yield f"{label}: {leaf['entry']} does not say that {leaf['field']} is {leaf['value']}"
        if entry.get("source") != leaf.get("source"):
            yield f"{label}: the source of {leaf['entry']} is another"
    elif leaf["op"] == "term" and leaf["entry"] is not None:
        entry = entries[leaf["entry"]]
        stated = entry["value"] if entry["type"] == "terms_amended" else entry.get("terms", {}).get(leaf["term"])
        default = DEFAULTS.get(leaf["term"]) if stated is None else stated
        if Fraction(default) != number(leaf["value"]):
            yield f"{label}: {leaf['entry']} does not fix {leaf['term']} at {leaf['value']}"


DEFAULTS = {"conversion_price": "0.0033", "stated_value": "11.1111", "designated_shares": "900000"}
"""What the certificate fixes where it does not say otherwise."""


def _field(entry: Any, path: str) -> Any:
    for part in path.split("."):
        entry = entry[int(part)] if isinstance(entry, list) else entry[part]
    return entry
