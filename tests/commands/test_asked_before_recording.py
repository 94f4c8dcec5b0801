"""On a terminal, what is seldom meant is shown and asked about before it is recorded."""

from pathlib import Path

import pytest

from tests.rights.company import Company

from .test_taking_back import typed

FREE = {"type": "common_issued", "effective": "2006-02-01", "id": "free", "holder": "Public", "shares": 1_000_000}
PAID = FREE | {"id": "paid", "consideration": {"cash": 3_300}}


def holds(company: Company) -> int:
    found: int = company.ask("holders", "--on", "2006-02-01")["holders"]["Public"]["common"]
    return found


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, Ada=100)


def test_a_yes_records_it(company: Company) -> None:
    code, shown = typed(company, b"y\n", "record", company.journal((FREE,)))
    assert code == 0, shown
    said = " ".join(shown.split())
    assert "Would record 1 entry of Acme" in said
    assert "without consideration" in said[: said.index("[y/N]")]
    assert "Recorded 1 entry of Acme" in said[said.index("[y/N]") :]
    assert holds(company) == 11_000_000


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"\x04"])
def test_anything_else_writes_nothing(company: Company, answer: bytes) -> None:
    code, shown = typed(company, answer, "record", company.journal((FREE,)))
    assert code == 1, shown
    assert shown.endswith("nothing is recorded\n")
    assert holds(company) == 10_000_000


def test_a_name_that_seems_misspelt_is_asked_about(company: Company) -> None:
    company.record(PAID | {"holder": "Buyers"})
    wrong = PAID | {"id": "more", "holder": "Buyres", "shares": 500_000, "consideration": {"cash": 1_650}}
    code, shown = typed(company, b"n\n", "record", company.journal((wrong,)))
    assert code == 1, shown
    assert "did you mean 'Buyers'?" in " ".join(shown[: shown.index("[y/N]")].split())
    code, shown = typed(company, b"n\n", "record", company.journal((wrong | {"holder": "Meridian Capital"},)))
    assert (code, "[y/N]" in shown) == (0, False)


@pytest.mark.parametrize("words", [("--yes",), ("--json",)])
def test_nobody_is_asked_who_said_yes_or_is_a_program(company: Company, words: tuple[str, ...]) -> None:
    code, shown = typed(company, b"n\n", "record", company.journal((FREE,)), *words)
    assert (code, "[y/N]" in shown) == (0, False)
    assert holds(company) == 11_000_000


def test_what_is_plain_is_not_asked_about(company: Company) -> None:
    code, shown = typed(company, b"n\n", "record", company.journal((PAID,)))
    assert (code, "[y/N]" in shown) == (0, False)
    assert holds(company) == 11_000_000


def test_without_a_terminal_it_is_recorded_and_noted(company: Company) -> None:
    done = company.run("record", company.journal((FREE,)))
    assert done.returncode == 0
    assert "no consideration is stated" in done.stderr
    assert holds(company) == 11_000_000
