"""Who holds what at the close of a day, and the rights outstanding."""

from collections.abc import Iterator, Mapping
from typing import Any

from projections.render.blocks import Block, Grid, Space, Title
from projections.render.notes import short, under


def blocks(answer: Mapping[str, Any], known: str) -> Iterator[Block]:
    """Balances of holders, what is outstanding in all, and each right."""
    yield Title(f"Balances at the close of {answer['on']}, {known}")
    yield _holders(answer)
    if answer["rights"]:
        yield Space()
        yield _rights(answer["rights"])
    yield from under(answer)


def _holders(answer: Mapping[str, Any]) -> Grid:
    rows = [_holder(name, one) for name, one in answer["holders"].items()]
    series_d, common = answer["series_d_outstanding"], answer["common_outstanding"]
    sums = [
        ("outstanding", f"{series_d:,}", f"{common:,}", ""),
        ("treasury", "", f"{answer['treasury']:,}", ""),
        ("deemed issued", "", short(answer["deemed_issued"]), ""),
    ]
    if answer["common_authorized"] is not None:
        sums.append(("authorized", "", f"{answer['common_authorized']:,}", ""))
    columns = ("holder", "Series D", "Common", "votes of Series D")
    return Grid(columns, [*rows, *sums], right=(1, 2, 3), strong=(len(rows),))


def _holder(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    votes = "-" if one["votes"] is None else f"{one['votes']:,}"
    return name, f"{one['series_d']:,}", f"{one['common']:,}", votes


def _rights(rights: Mapping[str, Any]) -> Grid:
    columns = ("right", "holder", "outstanding", "exercise price", "conversion price", "deemed issued")
    return Grid(columns, [_right(name, one) for name, one in rights.items()], right=(2, 3, 4))


def _right(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = [short(one[key]) for key in ("outstanding", "exercise_price", "conversion_price")]
    return name, one["holder"], *numbers, "yes" if one["triggered"] else f"no ({one['standing']})"
