"""The transactions of a package in the order in which they happened: by dates, and on one day nothing before its cause.

Of one day they stand as in the files, but for what cannot be: an act on a security before the act that brings it into
being, or a reissue before the split that it follows from. Files that list kinds of transactions one after the other
come out right so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import groupby

from commands.ocf.given import Given

_RESULTS = ("balance_security_id", "resulting_security_id")


def is_issuance(one: Given) -> bool:
    """Whether a transaction brings a security into being."""
    return str(one.fields.get("object_type")).endswith("_ISSUANCE")


def results_of(one: Given) -> Iterator[str]:
    """The securities that come out of a transaction; one that goes on under its own id is none of them."""
    own = one.fields.get("security_id")
    named = [*one.texts("resulting_security_ids"), *(one.text(field) for field in _RESULTS if one.has(field))]
    yield from (name for name in named if name != own)


def in_order(transactions: list[Given]) -> list[Given]:
    """All transactions as they happened; ids and the securities of issuances are unique."""
    for what in ("id", "security_id"):
        named = [one for one in transactions if what == "id" or is_issuance(one)]
        twice = [name for name, times in Counter(one.text(what) for one in named).items() if times > 1]
        if twice:
            raise next(one for one in named if one.text(what) == twice[0]).fail(f"{twice[0]!r} stands twice", what)
    for one in transactions:
        one.text("object_type")
    made = {result: one.text("id") for one in transactions for result in results_of(one)}
    made |= {one.text("security_id"): one.text("id") for one in transactions if is_issuance(one)} | made
    by_day = sorted(transactions, key=lambda one: one.day("date"))
    days = groupby(by_day, key=lambda one: one.day("date"))
    return [one for _, of_day in days for one in _of_one_day(list(of_day), made)]


def _of_one_day(of_day: list[Given], made: Mapping[str, str]) -> Iterator[Given]:
    """Each behind what it needs, and else as it stands in the files."""
    places = {one.text("id"): place for place, one in enumerate(of_day)}
    waits: dict[int, set[int]] = {}
    followed: dict[int, list[int]] = {}
    for place, one in enumerate(of_day):
        needs = {places[name] for name in _needed(one, made) if name in places} - {place}
        waits[place] = needs
        for need in needs:
            followed.setdefault(need, []).append(place)
    ready = [place for place, needs in waits.items() if not needs]
    heapify(ready)
    done = 0
    while ready:
        place = heappop(ready)
        done += 1
        yield of_day[place]
        for later in followed.get(place, ()):
            waits[later].discard(place)
            if not waits[later]:
                heappush(ready, later)
    if done < len(of_day):
        circle = next(of_day[place] for place, needs in waits.items() if needs)
        raise circle.fail("it comes out of a security that comes out of it again on the same day", "security_id")


def _needed(one: Given, made: Mapping[str, str]) -> Iterable[str]:
    """The ids of the transactions that must have happened before."""
    if is_issuance(one):
        return
    sources = [*one.texts("security_ids"), *([one.text("security_id")] if one.has("security_id") else [])]
    yield from (made[name] for name in sources if name in made)
    if one.has("split_transaction_id"):
        yield one.text("split_transaction_id")
