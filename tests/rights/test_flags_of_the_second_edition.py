"""What a reader should know by the second edition of the readings: each flag with the words that say the case."""

import pytest

from tests.catalogue.cases import FLAGS
from tests.catalogue.page import flagged


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("bought_before_payment", "buyer hold Common that came to them after 2006-01-02"),
        ("cash_and_4h", "lowers the price under 4H too"),
        ("changed_at_second_stage", "W was not adjusted for as an Option"),
        ("consent_sufficed", "900,000 of 900,000 had consented"),
        ("dividend_owed", "it stays due to dana"),
        ("earnings_not_stated", "taken to be out of earnings"),
        ("granted_again", "the price would be 17/7500"),
        ("more_than_accrued", "1 is accrued on a share at most"),
        ("net_exercise", "1,000,000 given up for the price count as ended unexercised"),
        ("nobody_on_record", "nobody held Common at the close of 2005-01-01"),
        ("nothing_left_to_end", "nothing of X was left to end"),
        ("right_to_all_holders", "4E does not adjust for W, so that it is a distribution under 4H"),
        ("rights_not_named", "no transaction says which rights were issued with it"),
        ("series_d_issued_later", "carries no dividend accrued before"),
        ("undetermined", "A trust holds it."),
        ("without_consent", "0 of 900,000 Series D having consented"),
    ],
)
def test_each_flag_says_its_case(code: str, says: str) -> None:
    # given up and granted again at nothing: as a repricing (33,000 + 1,000) / 15,000,000 = .00226666...
    case = next(case for case in FLAGS if case.code == code)
    assert says in flagged(case).message
