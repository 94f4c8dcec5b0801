"""The verdicts of an audit: exact, as stated, wrong; what explains a wrong claim, and what it would do in shares."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ledger.numbers.figure import Figure
from projections.audit.verdicts import NO_DECIMAL, Stated, as_stated, verdict
from tests.workings.asking import recorded, seriesd

from .asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, Entry

# (33,000 + 11,500) / 15,000,000 = .00296666..., and 11.1111 / .00296666... = 333,333 / 89
STORY = [CERTIFICATE, OPENING, SERIES_D, SALE | {"consideration": {"cash": 11_500}}]
PRICE = Figure.of(Fraction(89, 30_000))
AS_STATED = ["0.0029667", "0.0029666", "0.00297", "0.00296", "0.003", "0.0030"]


def run(folder: Path, text: str, *words: str, code: int) -> Any:
    import json

    (folder / "claims.csv").write_text(text, "utf-8")
    done = seriesd("audit", str(folder / "claims.csv"), *words, "--json", folder=folder)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def text_of(*prices: str, day: str = "2006-04-03") -> str:
    return "".join(["date,price\n", *(f"{day},{price}\n" for price in prices)])


@pytest.mark.parametrize(
    ("claimed", "written", "found"),
    [
        ("0.0029667", 7, Stated(7, down=False)),
        ("0.0029666", 7, Stated(7, down=True)),
        ("0.003", 3, Stated(3, down=False)),
        ("0.003", 4, Stated(4, down=False)),
        ("0.003", 5, None),  # 0.00297, or 0.00296 cut off
        ("0.0028", 4, None),
        ("0.0029667", NO_DECIMAL, None),
    ],
)
def test_as_stated_is_rounded_half_up_or_cut_off_to_its_own_places(
    claimed: str, written: int, found: Stated | None
) -> None:
    assert as_stated(Fraction(claimed), PRICE, written) == found


def test_half_a_unit_is_rounded_up() -> None:
    half = Figure.of(Fraction("0.00125"))
    assert as_stated(Fraction("0.0013"), half, 4) == Stated(4, down=False)
    assert as_stated(Fraction("0.0012"), half, 4) == Stated(4, down=True)


def test_with_places_both_are_rounded_first() -> None:
    assert verdict(Fraction("0.0031"), PRICE, 4, 3) == "exact"  # both are .003
    assert verdict(Fraction("0.0031"), PRICE, 4, 4) == "wrong"
    assert verdict(Fraction("0.00296"), PRICE, 5, 5) == "as_stated"  # .00297, or cut off


def test_nine_claims_of_which_six_are_right_as_they_are_written(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    claims = text_of(*AS_STATED, "89/30000", "0.0033", "0.0028")
    found = run(tmp_path, claims, code=1)["claims"]
    assert [one["verdict"] for one in found] == ["as_stated"] * 6 + ["exact", "wrong", "wrong"]
    assert [one["agrees"] for one in found] == [True] * 7 + [False] * 2
    assert [one.get("effect", {}).get("common") for one in found] == [None] * 7 + [-378_314, 222_936]
    assert found[7]["effect"]["series_d"] == 1_000
    # 3,367 - 333,333 / 89
    assert found[7]["effect"]["common_per_share"]["exact"] == "-33670/89"
    said = seriesd("audit", str(tmp_path / "claims.csv"), folder=tmp_path).stdout
    assert "Of 9 claims 2 wrong, 6 as stated, 1 exact." in said
    rows = [
        line.split() for line in said.splitlines() if " 2006-04-03 " in line and not line.startswith(("row", "  - "))
    ]
    assert [row[0] for row in rows] == ["9", "10", "2", "3", "4", "5", "6", "7", "8"]
    assert [" ".join(row[5:]) for row in rows] == ["WRONG"] * 2 + ["as stated"] * 6 + ["exact"]
    assert "it would give 378,314 shares of Common too few for the 1,000 Series D of the day" in said
    assert "it would give 222,936 shares of Common too many for the 1,000 Series D of the day" in said


def test_strictly_only_what_is_exact_agrees(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    claims = text_of("0.0029667", "89/30000")
    assert run(tmp_path, claims, code=0)["agrees"]
    answer = run(tmp_path, claims, "--strict", code=1)
    assert [(one["verdict"], one["agrees"]) for one in answer["claims"]] == [("as_stated", False), ("exact", True)]
    assert answer["claims"][0]["reconciles"]["message"] == "it agrees if rounded to 7 decimal places"


def test_zeros_at_the_end_are_written_too(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE)  # .0026
    found = run(tmp_path, text_of("0.003", "0.0030", "0.00260"), code=1)["claims"]
    assert [one["verdict"] for one in found] == ["as_stated", "wrong", "exact"]


def test_what_a_spreadsheet_worked_out_is_not_wrong_for_its_last_digit(tmp_path: Path) -> None:
    import openpyxl

    recorded(tmp_path, *STORY)
    book = openpyxl.Workbook()
    for row in (["date", "price"], [date(2006, 4, 3), 89 / 30_000], [date(2006, 4, 3), 0.0028]):
        book.active.append(row)
    book.save(tmp_path / "claims.xlsx")
    done = seriesd("audit", str(tmp_path / "claims.xlsx"), folder=tmp_path)
    assert "Of 2 claims 1 wrong, 1 as stated, 0 exact." in done.stdout


def priced(price: str, *sales: tuple[str, str, int]) -> list[Entry]:
    """A certificate with this price, and sales of 1,000,000 shares each for so much."""
    adopted = CERTIFICATE | {"terms": {"conversion_price": price}}
    sold = [
        SALE | {"id": name, "effective": day, "shares": 1_000_000, "consideration": {"cash": cash}}
        for name, day, cash in sales
    ]
    return [adopted, OPENING, SERIES_D, *sold]


def test_the_old_price_after_a_correction_was_known_until_that_correction(tmp_path: Path) -> None:
    # (12,000,000 + 1,011,900) / 11,000,000 = 1.1829; corrected, 13,010,000 / 11,000,000 = 1.18272727...
    journal = priced("1.2", ("sale", "2006-03-01", 1_011_900))
    recorded(tmp_path, *journal)
    right = journal[-1] | {"consideration": {"cash": 1_010_000}}
    recorded(
        tmp_path,
        {
            "type": "entry_corrected",
            "id": "fix",
            "effective": "2006-06-01",
            "entry": "sale",
            "with": right,
            "reason": "r",
        },
    )
    found = run(tmp_path, text_of("1.1829", "1.18", "1.19"), code=1)["claims"]
    assert [one["verdict"] for one in found] == ["wrong", "as_stated", "wrong"]
    assert (found[0]["reconciles"]["how"], found[0]["reconciles"]["entry"]) == ("known", "fix")
    assert found[0]["reconciles"]["message"].startswith("it agrees with what was known until fix was recorded")
    assert "rounded" not in found[0]["reconciles"]["message"]
    assert found[2]["reconciles"] is None


def test_the_price_before_a_step_is_known_as_it_is_stated(tmp_path: Path) -> None:
    # 123,921,000 / 11,000,000 = 11.26554545...; then 124,921,000 / 12,000,000, then 125,921,000 / 13,000,000
    sales = [("one", "2006-03-01", 3_921_000), ("two", "2006-04-03", 1_000_000), ("three", "2006-05-01", 1_000_000)]
    recorded(tmp_path, *priced("12", *sales))
    stated, cut, off = run(tmp_path, text_of("11.27", "11.26", "11.28", day="2006-06-01"), code=1)["claims"]
    said = "it is the price before step 2, as stated (rounded to 2 decimal places)"
    assert stated["parted"]["message"] == f"{said} and does not follow two (4E), which governs from 2006-04-04"
    assert stated["reconciles"] == {"how": "step", "entry": "two", "places": 2, "message": said}
    assert cut["reconciles"]["message"] == "it is the price before step 2, as stated (cut off after 2 decimal places)"
    assert off["reconciles"] is None
    told = seriesd("audit", str(tmp_path / "claims.csv"), folder=tmp_path).stdout
    (row,) = (line for line in told.splitlines() if line.startswith(f"  - {said}"))
    assert row == f"  - {said} and does not follow two (4E), which governs from 2006-04-04."
    of_claims = told.split("\nrow ")
    (second,) = (text for text in of_claims if text.startswith("2, 11.27 on 2006-06-01:\n"))
    (fourth,) = (text for text in of_claims if text.startswith("4, 11.28 on 2006-06-01:\n"))
    assert "no day" not in second
    assert "  - no day, share unit" in fourth


def test_an_explanation_goes_with_the_rounding_of_the_claim(tmp_path: Path) -> None:
    """Of the day before: 11.2655... is written 11.266."""
    sales = [("one", "2006-03-01", 3_921_000), ("two", "2006-04-03", 1_000_000)]
    recorded(tmp_path, *priced("12", *sales))
    (claim,) = run(tmp_path, text_of("11.266", day="2006-04-04"), code=1)["claims"]
    assert claim["reconciles"] == {
        "how": "day",
        "on": "2006-04-03",
        "places": 3,
        "message": "it agrees with the price one day earlier, on 2006-04-03, rounded to 3 decimal places",
    }


def test_what_agrees_only_after_rounding_is_not_called_exact(tmp_path: Path) -> None:
    """The price is .00296666...: to 3 places it is .003, and so are .0031 and .0028; .0036 is .004."""
    recorded(tmp_path, *STORY)
    claims = text_of("0.0031", "89/30000", "0.0028", "0.0036")
    found = run(tmp_path, claims, "--places", "3", code=1)["claims"]
    assert [one["verdict"] for one in found] == ["exact", "exact", "exact", "wrong"]
    said = seriesd("audit", str(tmp_path / "claims.csv"), "--places", "3", folder=tmp_path).stdout
    assert "Of 4 claims 1 wrong, 0 as stated, 2 agree to 3 places, 1 exact." in said
    rows = [
        line.split() for line in said.splitlines() if " 2006-04-03 " in line and not line.startswith(("row", "  - "))
    ]
    assert [(row[0], " ".join(row[5:])) for row in rows] == [
        ("5", "WRONG"), ("2", "agrees to 3 places"), ("4", "agrees to 3 places"), ("3", "exact"),
    ]  # fmt: skip
    assert "states nothing" not in said
    # without rounding both are wrong, and nothing is said of places
    assert "to 3 places" not in seriesd("audit", str(tmp_path / "claims.csv"), folder=tmp_path).stdout


def test_the_paper_says_what_was_rounded_before_it_was_compared(tmp_path: Path) -> None:
    import openpyxl
    from pypdf import PdfReader

    recorded(tmp_path, *STORY)
    (tmp_path / "claims.csv").write_text(text_of("0.0031", "89/30000"), "utf-8")
    for name in ("paper.pdf", "paper.xlsx"):
        done = seriesd(
            "audit", str(tmp_path / "claims.csv"), "--places", "3", "-o", str(tmp_path / name), folder=tmp_path
        )
        assert done.returncode == 0, done.stderr
    pdf = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "paper.pdf").pages).split())
    for said in ("Agree to 3 places 1", "Exact 1", "Agree to 3 places: 1 of 2", "Exact: 1 of 2",
                 "both rounded to 3 decimal places", "Agree to 3 places means that claim and price were both rounded half to even"):  # fmt: skip
        assert said in pdf, said
    book = openpyxl.load_workbook(tmp_path / "paper.xlsx")
    findings = [row[4].value for row in book["Claims"].iter_rows(min_row=2)]
    assert findings == ["agrees to 3 places", "exact"]
    summary = [[cell.value for cell in row[:2]] for row in book["Summary"].iter_rows()]
    assert ["Agree to 3 places", 1] in summary
    assert ["Exact", 1] in summary


def test_where_nothing_but_zeros_is_left_that_is_said(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)  # .00296666... and .0031 are both 0.00
    (found,) = run(tmp_path, text_of("0.0031"), "--places", "2", code=0)["claims"]
    assert found["note"] == "rounded first, both sides of its price are 0: that they agree states nothing"
    said = seriesd("audit", str(tmp_path / "claims.csv"), "--places", "2", folder=tmp_path).stdout
    assert "both sides of its price are 0: that they agree states nothing" in said
    assert "Of 1 claim 0 wrong, 0 as stated, 1 agrees to 2 places, 0 exact." in said
