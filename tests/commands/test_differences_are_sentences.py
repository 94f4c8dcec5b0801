"""What differs is said in sentences, of a what-if, of what is recorded late, and of two scenarios."""

from pathlib import Path

from .asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, asked, recorded

# 5,000,000 at .0012 and then warrants at .003: with the sale (.0026) they adjust nothing, without it they do
WARRANTS = {
    "type": "option_granted",
    "id": "W-1",
    "effective": "2006-04-03",
    "right": "W-1",
    "holder": "Bank",
    "shares": 1_000_000,
    "exercise_price": "0.003",
    "kind": "warrant",
}


def messages(folder: Path, *words: str) -> list[str]:
    return [one["message"] for one in asked(folder, "what-if", *words, "--on", "2006-06-01")["differences"]]


def test_of_a_right_that_would_be_deemed_issued(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE, WARRANTS)
    without = messages(tmp_path, "--without", "sale")
    assert "what W-1 can still give would be deemed issued, and is not" in without
    changed = messages(tmp_path, "--change", "W-1", "exercise_price=0.001")
    assert "what W-1 can still give would be deemed issued, and is not" in changed
    assert "the exercise price of W-1 would be 0.001, and is 0.003" in changed
    gone = messages(tmp_path, "--without", "W-1")
    assert "the Common still issuable under W-1 would be 0, and is 1,000,000" in gone
    assert not any("the triggered of" in one or " yes" in one or " no" in one.split(",")[0] for one in without + gone)


def test_of_what_is_recorded_late(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, WARRANTS)
    found = [one["message"] for one in recorded(tmp_path, SALE)["changes"]]
    assert "what W-1 can still give was deemed issued, and no longer is" in found
    assert any(
        one.startswith("the Common deemed issued on ") and one.endswith(" is 0, and was 1,000,000") for one in found
    )
