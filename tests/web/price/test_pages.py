"""On every example: the figures on the pages are the command's, in both clocks; every link leads; long ones are parted."""

import html
import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.api.given import today
from commands.web.asked import Asked
from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import numbers_of, through_a_pipe
from tests.papers import certificate
from tests.web.price.reading import links_of, said
from tests.web.serving import client

ON = "2006-02-15"


def of(company: str, page: str) -> str:
    return f"/all/{slug(company)}/{page}"


def command(book: Path, company: str, *words: str) -> Any:
    asked = through_a_pipe(*words, "--ledger", str(book), "--company", company, "--json")
    assert asked.code == 0, asked.err
    return json.loads(asked.out)


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("price", ["price", "--replay"]),
        ("price", ["history", "--until", ON]),
        ("why", ["explain"]),
        ("step/1", ["explain", "--step", "1"]),
        ("readings", ["readings", "--relied-on"]),
        ("readings/A24", ["readings", "--of", "A24"]),
        ("certificate", ["clauses", "--moved"]),
        ("certificate/4E", ["clauses", "--of", "4E"]),
        ("exhibit", ["history", "--until", ON]),
        ("exhibit", ["explain"]),
    ],
)
def test_every_figure_of_the_command_is_on_the_page(
    browser: TestClient, examples: Path, companies: list[str], page: str, asked: list[str]
) -> None:
    dated = asked[0] in ("price", "readings") or asked == ["explain"]
    found = set[str]()
    for company, on in product(companies, (today().isoformat(), ON) if dated else (ON,)):
        shown = browser.get(of(company, page), params={"on": on})
        assert shown.status_code == 200, shown.text
        words = [*asked, *(["--on", on] if dated else [])]
        printed = through_a_pipe(*words, "--ledger", str(examples), "--company", company)
        assert printed.code == 0, printed.err
        figures = numbers_of(printed.out)
        assert figures <= numbers_of(said(shown.text)), (company, page, on)
        found |= figures
    assert found


def test_the_document_of_a_page_is_that_of_the_commands(
    browser: TestClient, examples: Path, companies: list[str]
) -> None:
    for company in companies:
        found = browser.get(of(company, "price.json"), params={"on": ON}).json()
        assert found["price"] == command(examples, company, "price", "--replay", "--on", ON)
        assert found["history"] == command(examples, company, "history", "--no-replays", "--until", ON)
        step = browser.get(of(company, "step/1.json")).json()
        assert step == command(examples, company, "explain", "--step", "1")
        moved = browser.get(of(company, "certificate.json")).json()
        assert moved == command(examples, company, "clauses", "--moved")
        whole = browser.get(of(company, "readings.json"), params={"on": ON}).json()
        assert whole == command(examples, company, "readings", "--on", ON)


def test_the_chart_says_what_the_history_says(browser: TestClient, examples: Path, companies: list[str]) -> None:
    for company in companies:
        chart = browser.get(of(company, "price-chart.json")).json()
        steps = command(examples, company, "history", "--no-replays")["steps"]
        fields = {one["name"]: one["says"] for one in chart["marks"][0]["fields"]}
        assert fields["step"] == [str(one["step"]) for one in steps]
        assert fields["on"] == [one["effective"] for one in steps]
        assert [one.split("?")[0] for one in chart["marks"][0]["href"]] == [
            of(company, f"step/{one['step']}") for one in steps
        ]


def test_every_link_of_these_pages_leads(browser: TestClient, companies: list[str]) -> None:
    looked: set[str] = set()
    for company in companies:
        for page in (
            "price",
            "why",
            "step/1",
            "diff",
            "exhibit",
            "readings",
            "readings/A24",
            "certificate",
            "certificate/4E",
        ):
            looked |= links_of(browser.get(of(company, page), params={"on": ON, "known": "now"}).text)
    pages = {
        one
        for one in looked
        if re.match(r"/all/[^/]+/(price|why|step|diff|exhibit|readings|certificate|rules|what-if)", one)
    }
    assert len(pages) > 200
    # the forms of a page are tried on one company, and by the test of all pages
    plain = [one for one in pages if "." not in one.split("?")[0].split("/", 3)[-1]]
    for address in sorted(plain):
        assert browser.get(address).status_code == 200, address


def test_what_became_known_between_two_moments(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY[:3])
        first = ledger.log()[-1].recorded_at.isoformat().replace("+00:00", "Z")
        ledger.record(STORY[3:])
        last = ledger.log()[-1].recorded_at.isoformat().replace("+00:00", "Z")
    with client(path) as browser:
        page = browser.get("/book/Acme/price").text
        form = re.search(r'<form class="bar two-moments".*?</form>', page, re.DOTALL)
        assert form is not None
        assert f'value="{first}"' in form[0]
        assert form[0].index('name="later"') < form[0].index('name="earlier"')  # as the heading of the answer has them
        assert f'<option value="{last}">' in form[0]
        found = browser.get("/book/Acme/diff", params={"earlier": first, "later": last})
        asked = through_a_pipe("history", "--ledger", str(path), "--diff", first, last)
        assert numbers_of(asked.out) <= numbers_of(said(found.text))
        assert "0.0033 -&gt; 0.0026" in found.text
        assert (
            browser.get("/book/Acme/diff").text
            == browser.get("/book/Acme/diff", params={"earlier": first, "later": last}).text
            or "0.0033 -&gt; 0.0026" in browser.get("/book/Acme/diff").text
        )
        late = browser.get("/book/Acme/diff", params={"known": first, "later": last})
        assert late.status_code == 400
        assert f"as known {first}, before {last}" in late.text
        wrong = browser.get("/book/Acme/diff", params={"earlier": last, "later": first})
        assert wrong.status_code == 400
        assert "the earlier first" in wrong.text


@pytest.mark.parametrize("form", ["", ".json", ".csv", ".xlsx", ".pdf"])
def test_between_two_moments_before_anything_was_recorded_nothing_was(tmp_path: Path, form: str) -> None:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    with client(path) as browser:
        found = browser.get(f"/book/Acme/diff{form}", params={"known": "1999-01-01"})
        assert found.status_code == 200
        if not form:
            assert "0 entries were recorded in between" in found.text


def test_a_long_history_stands_on_several_pages(tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    with face.open_ledger(path) as ledger:
        ledger.record([*STORY[:3], *(_sale(number) for number in range(1, 121))])
    with client(path) as browser:
        page = browser.get("/long/Acme/price").text
        assert "Steps 71 to 120 of 120." in page
        assert page.count("<details ") == 50
        before = next(one for one in links_of(page) if "steps=21-70" in one)
        assert "Steps 21 to 70 of 120." in browser.get(before).text
        assert len(browser.get("/long/Acme/price.json").json()["history"]["steps"]) == 120
        why = said(browser.get("/long/Acme/why").text)
        assert "Told here: steps 111 to 120 of 120; the history has every one." in why
        assert "has changed 120 times" in why
        assert browser.get("/long/Acme/price", params={"steps": "121-130"}).status_code == 200
        refused = browser.get("/long/Acme/price", params={"steps": "7-3"})
        assert refused.status_code == 400
        assert "goes from no step to a later one" in refused.text


def _sale(number: int) -> dict[str, Any]:
    return STORY[3] | {"id": f"sale-{number}", "effective": f"2006-{number % 12 + 1:02}-07", "shares": 1_000, "consideration": {"cash": 0}}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "status", "says"),
    [
        ("step/9", 404, "there is no step 9"),
        ("step/x", 400, "'x' is not the number of a step"),
        ("readings/A99", 404, "there is no reading 'A99'"),
        ("certificate/77", 404, "there is no clause '77'"),
        ("rules/nothing", 404, "nothing"),
        ("price?steps=many", 400, "'many' is neither a number of steps, such as 20, nor like 12-40"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    browser: TestClient, companies: list[str], page: str, status: int, says: str
) -> None:
    found = browser.get(of(companies[0], page))
    assert found.status_code == status, found.text
    assert says in said(found.text)


def test_an_exhibit_is_one_document_and_the_same_each_time(browser: TestClient, companies: list[str]) -> None:
    for form in ("pdf", "docx"):
        first, again = (browser.get(of(companies[0], f"exhibit.{form}"), params={"on": ON}).content for _ in range(2))
        assert first == again
    text = browser.get(of(companies[0], "exhibit.txt"), params={"on": ON}).text
    for part in ("Conversion Price on 2006-02-15", "History of the Conversion Price", "Step 1: ", "Head of the log: "):
        assert part in text


def test_the_words_of_the_certificate_stand_on_the_pages(tmp_path: Path) -> None:
    path, text = tmp_path / "book.db", tmp_path / "certificate.txt"
    text.write_text(certificate.text())
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    asked = through_a_pipe("attach", "certificate", str(text), "--role", "certificate", "--ledger", str(path))
    assert asked.code == 0, asked.err
    with client(path) as browser:
        for page in ("certificate/4E", "step/1", "exhibit"):
            assert "This is the rule of the lynx." in said(browser.get(f"/book/Acme/{page}").text)


HOSTILE = '<img src=x onerror="alert(1)">{{7*7}}'


def test_hostile_names_are_words(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        names = {"id": f"sale {HOSTILE}", "holder": HOSTILE, "note": HOSTILE}
        ledger.record([STORY[0] | {"company": HOSTILE}, STORY[1], STORY[2], STORY[3] | names])
    asked = Asked("book", HOSTILE)
    with client(path) as browser:
        for page in (
            "price",
            "why",
            "step/1",
            "diff",
            "exhibit",
            "readings",
            "readings/A1",
            "certificate",
            "certificate/4E",
        ):
            found = browser.get(asked.address(page))
            assert found.status_code == 200, found.text
            assert "<img" not in found.text
            assert HOSTILE in html.unescape(found.text)
