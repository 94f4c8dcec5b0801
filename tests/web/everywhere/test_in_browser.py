"""Every page in a real browser: nothing is complained of, nobody is shut out, and no name of anybody is more than text."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

import seriesd as face
from commands.web.pages.all import ALL, MENU
from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.web.serving import TOKEN, Served, serving
from tests.web.test_pages import KEYS, OPTION

BAD = "<img src=x onerror=\"document.title='taken'\">"
WORSE = "\"'><script>fetch('//example.com');document.title='taken'</script>{{7*7}}"
HOLDER, COMPANY, SOURCE = f"Fund {BAD}", f"Acme {WORSE}", f"javascript:document.title='taken' {WORSE}"
SIZES = [(1200, "light"), (1200, "dark"), (800, "light"), (800, "dark"), (360, "light"), (360, "dark")]
NAMES = [one.name for one in ALL]
OF_THE_MENU = {one.name for one in MENU}
NO_CODE = """() => document.title !== "taken" && window.taken === undefined
  && document.querySelectorAll("[onerror],[onclick],[onload],main script:not([src]):not([type='application/json'])").length === 0
  && [...document.querySelectorAll("a[href],form[action],iframe[src]")].every((one) =>
    !/^\\s*(javascript|data|vbscript):/i.test(one.getAttribute("href") ?? one.getAttribute("action") ?? one.getAttribute("src")))"""
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), looks = getComputedStyle(one);
  const all = [...document.querySelectorAll("*")];
  return {place: all.indexOf(one), name: one.outerHTML.slice(0, 160), is: one !== document.body,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: looks.outlineStyle !== "none" || looks.boxShadow !== "none"};
}"""


def named(value: Any) -> Any:
    """An entry of the story in which the names are somebody's attack."""
    if isinstance(value, dict):
        return {key: named(one) for key, one in value.items()}
    return {"Fund": HOLDER, "Acme": COMPANY}.get(value, value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("everywhere")
    with face.open_ledger(folder / "plain.db") as ledger:
        ledger.record(STORY)
        (folder / "minutes.txt").write_text("minutes")
        ledger.attach("sale", folder / "minutes.txt")
        ledger.record([OPTION])
        ledger.scenarios.save("kept", without=["sale"])
        ledger.propose([STORY[2] | {"id": "more", "effective": "2006-12-01"}])
    with face.open_ledger(folder / "hostile.db") as ledger:
        ledger.record([named(one) | {"note": BAD, "source": SOURCE} for one in STORY])
        (folder / "<svg onload=x>.html").write_text(f"{BAD}{WORSE}")
        ledger.attach("sale", folder / "<svg onload=x>.html", note=BAD)
        ledger.record([OPTION | {"holder": HOLDER, "note": BAD, "source": SOURCE}])
        ledger.scenarios.save("kept", without=["sale"], note=WORSE)
        ledger.propose([named(STORY[2]) | {"id": "more", "effective": "2006-12-01", "note": WORSE}], reason=BAD)
    with serving(folder / "plain.db", folder / "hostile.db", write=True) as served:
        yield served


@pytest.fixture
def signed_in(context: BrowserContext, site: Served) -> BrowserContext:
    sent = {"name": f"Ann {BAD}", "token": TOKEN, "next": "/"}
    assert context.request.post(f"{site.address}/login", form=sent, headers={"origin": site.address}).ok
    return context


def opened(context: BrowserContext, site: Served, ledger: str, name: str) -> Page | None:
    """The page of this name, if it is one and not a file."""
    company, key = ("Acme", KEYS.get(name)) if ledger == "plain" else (COMPANY, KEYS.get(name))
    key = HOLDER if ledger == "hostile" and key == "Fund" else key
    of = "" if key is None else f"/{slug(key) if key == HOLDER else key}"
    address = f"{site.address}/{ledger}/{slug(company)}/{name}{of}"
    head = context.request.get(address, headers={"accept": "text/html"})
    assert head.status == 200, head.text()
    if not head.headers["content-type"].startswith("text/html"):
        return None
    page = context.new_page()
    page.goto(address)
    return page


def wrong(page: Page) -> list[str]:
    """What axe finds on a page as it now is, in a line each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_shut_out(name: str, signed_in: BrowserContext, site: Served) -> None:
    page = opened(signed_in, site, "plain", name)
    if page is None:
        return
    found = {}
    for width, scheme in SIZES if name in OF_THE_MENU else SIZES[::5]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = wrong(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[width, scheme].append("the whole page scrolls sideways")
    assert {size: said for size, said in found.items() if said} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_more_than_text(name: str, signed_in: BrowserContext, site: Served) -> None:
    page = opened(signed_in, site, "hostile", name)
    if page is not None:
        assert page.evaluate(NO_CODE)


@pytest.mark.parametrize("name", sorted(OF_THE_MENU))
def test_who_only_reads_sees_every_page(name: str, context: BrowserContext, site: Served) -> None:
    page = opened(context, site, "plain", name)
    assert page is not None
    assert wrong(page) == []


@pytest.mark.parametrize("name", sorted(OF_THE_MENU))
def test_a_keyboard_goes_through_a_page_in_its_order(name: str, signed_in: BrowserContext, site: Served) -> None:
    page = opened(signed_in, site, "plain", name)
    assert page is not None
    first, before = None, -1
    for _ in range(40):
        page.keyboard.press("Tab")
        now = page.evaluate(SEEN)
        if not now["is"] or now["place"] == first:
            break
        assert now["place"] > before, now
        assert now["seen"], now
        assert now["marked"], now
        first, before = now["place"] if first is None else first, now["place"]
    assert before > 0


def test_the_forms_of_hostile_names_are_inert_as_well(signed_in: BrowserContext, site: Served) -> None:
    for name in ("journal", "cap-table", "letters"):
        for form in ("csv", "html", "json", "md", "txt"):
            answer = signed_in.request.get(f"{site.address}/hostile/{slug(COMPANY)}/{name}.{form}")
            assert answer.status == 200
            kind = answer.headers["content-type"].partition(";")[0]
            assert kind == {"csv": "text/csv", "html": "text/html", "json": "application/json"}.get(form, kind)
            assert answer.headers["x-content-type-options"] == "nosniff"
            if form == "html":
                assert "sandbox" in answer.headers["content-security-policy"]
                assert "<script" not in answer.text().replace("&lt;script", "")
                assert "<img src=x" not in answer.text()
