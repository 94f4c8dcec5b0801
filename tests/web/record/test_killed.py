"""A workbench killed under load: everything that was acknowledged is there, and what was not can be sent once more."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Condition
from typing import NamedTuple

import httpx2

import seriesd as face
from commands.web.ledgers import named
from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.record.forms import entered, form_in
from tests.web.record.ledgers import ids
from tests.web.serving import TOKEN, serving

NAMES = [one["id"] for one in STORY]
PEOPLE, ENOUGH = 4, 20
SALE = {"type": "common_issued", "effective": "2006-03-10", "holder": "Fund", "consideration": {"cash": "15"}}


class Sent(NamedTuple):
    """A form that was sent: its fields, and whether it was acknowledged."""

    fields: dict[str, list[str]]
    acknowledged: bool


@contextmanager
def person(address: str, name: str) -> Iterator[httpx2.Client]:
    """Somebody who is signed in to a real workbench."""
    with httpx2.Client(base_url=address, headers={"accept": "text/html"}, timeout=30) as browser:
        found = browser.post("/login", data={"name": name, "token": TOKEN, "next": "/"})
        assert found.status_code == 303, found.text
        yield browser


def recording(address: str, at: str, number: int, counted: Condition, acknowledged: list[str]) -> list[Sent]:
    """Record one entry after another until nobody answers any more."""
    done: list[Sent] = []
    with person(address, f"person {number}") as browser:
        form = form_in(browser.get(f"{at}/record?type=common_issued").text)
        for each in count(1):
            name = f"of-{number}-{each}"
            given = entered(SALE | {"id": name, "shares": str(5000 + number * 100 + each)}) | {"batch": f"key {name}"}
            fields = form.filled(given)
            fields.pop("seen")  # each stands on what is there when it comes
            try:
                found = browser.post(f"{at}/record", data=fields)
            except httpx2.TransportError:
                done.append(Sent(fields, acknowledged=False))
                return done
            if found.status_code == 303:
                done.append(Sent(fields, acknowledged=True))
                with counted:
                    acknowledged.append(name)
                    counted.notify_all()
            else:
                assert found.status_code in (409, 422, 503), found.text
    return done


def test_nothing_acknowledged_is_lost_and_the_rest_can_be_sent_again(ledger_url: str) -> None:
    with face.open_ledger(ledger_url) as ledger:
        ledger.record([STORY[0] | {"common_authorized": 2_000_000_000}, *STORY[1:]])
    acknowledged: list[str] = []
    counted = Condition()
    at = f"/{slug(next(iter(named([ledger_url]))))}/Acme"
    with serving(ledger_url, write=True) as served, ThreadPoolExecutor(PEOPLE) as threads:
        given = (served.address, at)
        people = [threads.submit(recording, *given, number, counted, acknowledged) for number in range(PEOPLE)]
        with counted:
            counted.wait_for(lambda: len(acknowledged) >= ENOUGH or any(one.done() for one in people), timeout=60)
        served.process.kill()
        sent = [one for each in people for one in each.result()]
    there = ids(ledger_url)
    assert len(acknowledged) >= ENOUGH
    assert set(acknowledged) <= set(there)
    assert len(there) == len(set(there))
    interrupted = [one for one in sent if not one.acknowledged]
    assert interrupted
    with serving(ledger_url, write=True) as served, person(served.address, "person 0") as browser:
        mark = form_in(browser.get(f"{at}/record?type=common_issued").text).one("mark")
        for one in interrupted:
            found = browser.post(f"{at}/record", data=one.fields | {"mark": [mark]})
            if found.status_code == 422:  # it looks like those beside it
                fields = form_in(found.text).boxes
                found = browser.post(f"{at}/record", data=one.fields | {"mark": [mark], "meant": [fields["meant"]]})
            assert found.status_code == 303, found.text
    now = ids(ledger_url)
    assert len(now) == len(set(now))
    assert {one.fields["field.id"][0] for one in sent} <= set(now)
    assert through_a_pipe("verify", "--ledger", ledger_url).code == 0
