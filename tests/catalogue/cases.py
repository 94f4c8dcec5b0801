"""Every refusal and flag, with what provokes it and what to do about it: executed as tests, and rendered as the page
docs/reference/refusals.md (`python -m tests.docs.generate`).

To add a rule: declare it beside its clause (`ledger.rules`), and write a journal that provokes it. For a refusal of a
clause that is a `NotAccepted` in the REFUSALS of its test module; for a flag a line in FLAGS; for a question that is refused a line in QUESTIONS.
"""

from dataclasses import dataclass

from tests.clauses.asking import NotAccepted
from tests.clauses.test_every_type_is_refused_somewhere import cases
from tests.reference.figures import (
    MILLION,
    UNPAID,
    Entry,
    base,
    certificate,
    changed,
    common_before,
    consent,
    converts,
    distribution,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    reverse_split,
    sale,
    series_d,
    split,
    waiver,
    with_legacy,
)


@dataclass(frozen=True)
class Flagged:
    """A journal that is accepted, whose last entry is flagged so."""

    code: str
    before: list[Entry]
    entry: Entry


@dataclass(frozen=True)
class Question:
    """A question that is refused, of a ledger with this journal."""

    code: str
    before: list[Entry]
    words: str


EDITS = ("entry_voided", "entry_corrected")
MERGER = entry("reorganized", 2, id="merger", exchange_ratio=1)
BY_HOLDERS = {"by": "board_and_holders", "basis": "meeting", "date": "2006-01-02", "agreement": "market price"}
BY_BOARD = {"by": "board", "basis": "good faith", "date": "2006-01-02"}
LIQUIDATED = entry("liquidated", 2, id="end", assets=5)
TWICE = [certificate(terms={"conversion_price": 33}), common_before(10 * MILLION), series_d(10)]
GIANT = [
    certificate(),
    common_before(MILLION),
    series_d(900_000),
    option(2, "giant", 1_000 * MILLION, "0.0032"),
    sale(3, MILLION, name="free"),
]
"""Its deemed shares cushion a free issue (A28)."""


def paid(day: int, **more: object) -> Entry:
    """A cash dividend, out of earnings unless said otherwise."""
    return entry("cash_dividend_paid", day, **{"id": "dividend", "per_share": "0.001", "out_of_earnings": True, **more})


SOON = {"record_date": jan(2).isoformat()}
DESPITE = entry(
    "protected_action_taken", 2, id="senior", action="E", kind="senior_or_parity_stock", despite="It was done."
)
GIVEN_UP = [*base(), option_x(2), entry("right_terminated", 3, id="given-up", right="X", reason="cancelled")]
WITHOUT_MARKET_VALUE = distribution(2, 200_000, "0.01") | {"provision": "A trust holds it."}


def priced(by: Entry) -> Entry:
    """A distribution whose Market Price somebody determined."""
    return distribution(3, 5, "0.01") | {"market_price_determination": by}


FLAGS = [
    Flagged("assertion_fails", base(), entry("balance_asserted", 2, id="count", holder="dana", stock="series_d", shares=900)),
    Flagged("bought_before_payment", [*base(), sale(3, MILLION, MILLION)], entry("stock_dividend_paid", 5, id="stock", per_share=1, **SOON)),
    Flagged("changed_at_second_stage", [*base(), option(2, "W", 5 * MILLION, "0.004", conversion_price=0), exercised(3, "W", 5 * MILLION)], changed(4, "W", conversion_price="0.001")),
    Flagged("right_to_all_holders", base(), option(2, "W", 5 * MILLION, "0.0033", kind="right")),
    Flagged("cash_and_4h", base(), paid(2, out_of_earnings=False, market_price="0.01")),
    Flagged("consent_sufficed", [*base(), consent(1, "E")], DESPITE),
    Flagged("dividend_owed", [*base(), converts(3, 26)], paid(5, series_d="unpaid", **SOON)),
    Flagged("earnings_not_stated", base(), entry("cash_dividend_paid", 2, id="dividend", per_share="0.001")),
    Flagged("granted_again", GIVEN_UP, option(4, "Y", 5 * MILLION, 0)),
    Flagged("more_than_accrued", [*base(), UNPAID], entry("accrued_dividends_paid", 3, id="paid", per_share=2)),
    Flagged("net_exercise", [*base(), option_x(2)], exercised(3, "X", 4 * MILLION, withheld=MILLION)),
    Flagged("nobody_on_record", base(), entry("stock_dividend_paid", 5, id="stock", per_share=1, record_date="2005-01-01")),
    Flagged("nothing_left_to_end", [*base(), option_x(2), exercised(3, "X", 5 * MILLION)], lapses(3, "X")),
    Flagged("rights_not_named", base(), sale(2, MILLION) | {"consideration": {"cash": 5_000, "additional_rights": 100}}),
    Flagged("series_d_issued_later", base(5), series_d(5, "eve", "2006-01-02", "more")),
    Flagged("undetermined", base(), WITHOUT_MARKET_VALUE),
    Flagged("without_consent", base(), DESPITE),
    Flagged("agreed_below_five_eighths", [*base(1_000), consent(1, "market price", shares=560)], priced(BY_HOLDERS)),
    Flagged("assets_short", base(), LIQUIDATED),
    Flagged("automatic_conversion_needs_split", base(100), entry("common_authorized_changed", 2, id="more", authorized=20 * MILLION)),
    Flagged("automatic_conversion_waits", base(100), reverse_split(common_authorized=1_032)),
    Flagged("consent_beyond_holding", base(10), consent(1, "E", shares=11)),
    Flagged("consideration_below_zero", base(), sale(2, 5) | {"consideration": {"cash": 1, "expenses": 2}}),
    Flagged("conversion_before_payment", [*base(), converts(3, 26)], entry("stock_dividend_paid", 5, id="stock", per_share=1, record_date=jan(2).isoformat())),
    Flagged("conversion_date_later", base(), converts(3, 26, notice_delivered=jan(2).isoformat())),
    Flagged("conversion_on_split_date", [*base(), split(2, 10, 1)], converts(2, 100)),
    Flagged("conversion_with_accruals", [*base(), UNPAID], converts(3, 100)),
    Flagged("converting_is_better", base(100), LIQUIDATED | {"assets": 100_000}),
    Flagged("converts_into_property", [*base(), MERGER | {"property": "one bond"}], converts(3, 100)),
    Flagged("cumulative_reverse_split", [*base(100), split(2, 100, 1, "one")], split(3, 100, 1, "two")),
    Flagged("cut_back", base(5_000, authorized=20 * MILLION), converts(2, 5_000)),
    Flagged("delivery_differs", base(), converts(2, 26, common_shares=87_000)),
    Flagged("dividend_and_distribution", base(), distribution(2, 5, "0.01")),
    Flagged("dividend_not_paid_to_series_d", base(), paid(2, series_d="unpaid")),
    Flagged("dividend_on_other_class", base(), paid(2, dividend_on="Series A")),
    Flagged("dividend_without_consideration", base(), sale(2, MILLION, 5, dividend_on="Series A")),
    Flagged("exercised_after_end", [*base(), option_x(2, expires=jan(5).isoformat())], exercised(6, "X", 1)),
    Flagged("late", [*base(), sale(5, MILLION, 1_000, "first")], sale(2, MILLION, 1_000, "late")),
    Flagged("legacy_amended", with_legacy(), changed(2, "legacy", exercise_price="0.0039")),
    Flagged("lender_warrant", [*base(), note(2, "N", MILLION, 1_000, excluded="C")], option(3, "W", MILLION, "0.001", kind="warrant", holder="lender")),
    Flagged("market_price_by_board", base(), priced(BY_BOARD)),
    Flagged("no_assets", base(), LIQUIDATED | {"assets": 0}),
    Flagged("no_determination", base(), sale(2, MILLION) | {"consideration": {"property": 5_000}}),
    Flagged("no_majority_agreed", [*base(1_000), consent(1, "market price", shares=500)], priced(BY_HOLDERS)),
    Flagged("no_provision", base(), MERGER),
    Flagged("no_split_protection", base(), option(2, "Y", MILLION, "0.004", split_protection=False)),
    Flagged("no_whole_share", TWICE, converts(2, 2)),
    Flagged("nothing_accrued", base(), entry("accrued_dividends_paid", 2, id="paid")),
    Flagged("nothing_preferred", [*base(5), converts(1, 5)], LIQUIDATED),
    Flagged("notice_late_or_missing", base(), paid(2)),
    Flagged("notice_to_non_holder", base(), entry("notice_sent", 2, id="told", kind="adjustment", holder="nobody")),
    Flagged("opening_after_protection", base(), entry("opening_balance", 2, id="more", holder="eve", common=5)),
    Flagged("own_antidilution", [*base(), option_x(2)], changed(3, "X", exercise_price="0.0005", shares=10 * MILLION, reason="antidilution")),
    Flagged("owned_after_differs", base(), converts(2, 26, owned_before=900_000, owned_after=900_000)),
    Flagged("owned_before_differs", base(), converts(2, 26, owned_before=900_001)),
    Flagged("plan_not_named", base(), sale(3, MILLION, excluded="A")),
    Flagged("price_below_par", base(), sale(2, 30 * MILLION)),
    Flagged("priced_off_series_d", base(), option(2, "Y", MILLION, "0.004", priced_off_series_d=True)),
    Flagged("property_substituted", base(), MERGER | {"property": "one bond"}),
    Flagged("provisional_value", base(), sale(2, MILLION) | {"consideration": {"property": 5_000}, "determination": BY_BOARD | {"provisional": True}}),
    Flagged("same_day_as_series_d", base(), option(2, "first-day", MILLION, "0.001") | {"effective": "2005-10-03"}),
    Flagged("same_day_order", [*base(), sale(2, 10 * MILLION, 16_500, "one")], sale(2, 10 * MILLION, 29_700, "two")),
    Flagged("series_d_below_stated_value", base(5), series_d(5, "eve", "2006-01-02", "cheap") | {"consideration": {"cash": 5}}),
    Flagged("subsidiary_left", [*base(), entry("treasury_acquired", 2, id="in", holder="public", shares=5)], entry("treasury_disposed", 3, id="out", holder="Sub", shares=5, subsidiary_left=True)),
    Flagged("tax_charged_to_holder", [*base(), converts(2, 26)], entry("certificate_delivered", 3, id="sent", conversion="conversion", issue_tax=5, tax_paid_by="holder")),
    Flagged("termination_lowers", GIANT, lapses(4, "giant")),
    Flagged("waived_before", [*base(), consent(1, "A")], waiver(2, "A", "sale")),
    Flagged("adjustment_waived", [*base(), consent(1, "A"), waiver(2, "A", "sale")], sale(3, 5 * MILLION, 6_000)),
    Flagged("before_protection", base(), sale(2, MILLION, 1_000, "early") | {"effective": "2005-09-20"}),
    Flagged("withheld_on_exercise", [*base(), option_x(2), exercised(3, "X", 3 * MILLION)], lapses(3, "X")),
]  # fmt: skip

SALE = sale(3, 5 * MILLION, 15_000, name="first")
SECOND_LOOK = [
    Flagged("in_the_future", base(), sale(2, 5 * MILLION, 20_000) | {"effective": "2142-03-01"}),
    Flagged("far_past", base(), sale(2, 5 * MILLION, 20_000) | {"effective": "1906-03-01"}),
    Flagged("expires_before_grant", base(), option(2, "X", 5 * MILLION, "0.004", expires="2005-12-31")),
    Flagged("no_consideration", base(), sale(2, 5 * MILLION)),
    Flagged("far_from_last_prices", [*base(), SALE], option(4, "X", 5 * MILLION, 5_000)),
    Flagged("many_times_outstanding", base(), sale(2, 1_500 * MILLION, 4_950_000)),
    Flagged("price_moved_much", base(), sale(2, 5 * MILLION, 6_000)),
    Flagged("to_oneself", base(), entry("shares_transferred", 2, id="transfer", stock="series_d", shares=5, **{"from": "dana", "to": "dana"})),
    Flagged("split_direction", base(), split(2, 1, 10)),
    Flagged("near_a_fraction", base(), entry("common_split", 2, id="split", old="0.1428572", new=1)),
    Flagged("probably_the_same", [*base(), SALE], sale(3, 5 * MILLION, 15_000, name="second")),
]  # fmt: skip
"""What is said of an entry in the answer of its recording alone."""

ADJUSTED = [*base(), sale(2, 5 * MILLION, 6_000)]

QUESTIONS = [
    Question("mailed_before_adjustment", ADJUSTED, "notice adjustment --record --mailed 2006-01-01"),
    Question("mailed_before_certificate", [*base(), paid(5)], "notice dividend --record --mailed 2001-01-01"),
    Question("no_adjustment", base(), "notice adjustment"),
    Question("no_event", base(), "notice dividend"),
    Question("not_a_holder", ADJUSTED, "notice adjustment --holder buyer"),
    Question("not_mailed_yet", ADJUSTED, "notice adjustment --record --mailed 2142-01-01"),
    Question("nothing_to_vary", base(), "sweep --each-lapses --on 2006-03-01"),
    Question("nothing_known", ADJUSTED, "export --as-known 2001-01-01 --format pdf -o report.pdf"),
    Question("too_many_scenarios", base(), "sweep --issue shares=1:1000:1 price=1:101:1 --on 2006-03-01"),
    Question("unknown_action", [*base(), consent(1, "A")], "consents B --on 2006-03-01"),
    Question("unknown_company", base(), "price --company Acme"),
    Question("unknown_holder", base(), "explain --holder nobody --on 2006-03-01"),
    Question("unknown_liquidation", base(), "waterfall --liquidation sale"),
    Question("unknown_proposal", base(), "approve 7"),
    Question("unknown_refusal", base(), "explain --refusal too_late"),
    Question("unknown_scenario", ADJUSTED, "scenario show none"),
    Question("unknown_step", ADJUSTED, "explain --step 2"),
]

ELSEWHERE = {
    "new_holder": "an entry that names a holder whom none named before it, in a record that has holders already, or "
    "one that is nearly the name of another",
    "former_name": "an entry that names a holder as somebody was called before a rename",
    "further_company": "a journal of another company recorded in a ledger that has one, without --new-company",
    "company_needed": "the question of a ledger that holds several companies, which one is meant",
    "day_before_certificate": "any question of a day before the certificate; it is said on the answer",
    "day_to_come": "any question of a day that is still to come; it is said on the answer",
    "moment_to_come": "any question as known at a moment that is still to come; it is said on the answer",
    "left_out_of_figures": "any question of a record in which an entry cannot stand as it is now read; it is said on the answer",
    "past_its_term": "any question of a day after the term of a right whose end is not recorded; it is said on the answer",
    "price_undetermined": "any question of a day after a distribution that took all of the market value; it is said on the answer",
    "done_without_consent": "any question of a record in which something was done without consent; it is said on the answer",
    "two_prices": "the price of a day on which a readjustment took effect forthwith; it is said on the answer",
    "edits_nothing": "a what-if that leaves an entry out, of a correction of it: among the differences, as why it is out too",
    "empty_ledger": "a ledger made from Python in which nothing is recorded yet; the command says that there is none",
    "delivery_differs_from_due": "what `flags` says of the whole record; no single entry is flagged for it",
    "left_out": "a package of the Open Cap Format with what moves neither shares nor price",
    "no_certificate": "a journal whose company nothing names is refused; one that --company names is recorded, and flagged so "
    "as a whole until its certificate comes",
    "header_row": "a table with a title above the row that names its columns",
    "rows_left_out": "a table with a note or a total at its foot",
    "sheet_left_out": "a workbook with a sheet that is hidden, or has no row that names columns",
    "hidden_read": "a workbook with rows or columns that are hidden in the sheet, by a filter also",
    "could_be_thousands": "a table, or a form, in which an amount of money in all is typed like 1.500",
    "read_as": "an entry that names a known holder, right or company in another case, or with signs that nobody sees",
    "empty_column": "a table with an empty column that names no field",
    "column_mapped": "a table with a column that --column names, or named before",
    "column_passed_over": "claims with a column called `note` or `comment`",
    "promise_broken": "`scenario promote` of conversions that would deliver otherwise when recorded one after the other",
    "scenario_behind": "`scenario promote` after the ledger has grown",
    "scenario_dropped": "`scenario promote` or `rebase` of one that was dropped",
    "scenario_exists": "`scenario save` of other edits under a name that is taken",
    "scenario_promoted": "`scenario rebase`, or `save --replace`, of one that was promoted",
    "batch_recorded": "`record --batch KEY` of other entries than those that were recorded with that key",
    "clock_ahead": "recording with a clock that is far ahead of the last recording",
    "clock_behind": "recording with a clock that is behind the last recording",
    "four_eyes": "`approve` by whoever proposed it, or with the key with which it was proposed",
    "proposal_decided": "`approve` or `decline` of a proposal that was approved or declined",
    "not_the_demo": "`demo` on a file that holds something else",
    "others_rest_on_it": "`void` or `correct` of an entry that others would break without, where they are not to go with it",
    "recorded_meanwhile": "`void` or `correct` that somebody confirms after others have recorded something, or `--seen N` of a log that grew",
    "plan_excludes": "a package of the Open Cap Format with stock or options under a plan",
    "ratio_differs": "a package of the Open Cap Format whose adjusted ratios do not follow from its transactions",
    "retracted": "a package of the Open Cap Format in which an issuance is taken back",
    "right_transferred": "a package of the Open Cap Format in which a right passes to another holder",
    "balance_differs": "a package of the Open Cap Format whose living securities come to something else than its entries give",
    "certificate_dated": "a package of the Open Cap Format whose series has no date of approval",
    "file_changed": "a package of the Open Cap Format with a file that does not have the checksum of its manifest",
    "letter_says_otherwise": "`notice sent` of a letter that states another price, or says something else, than the record gives since",
    "mailed_before_letter": "`notice sent` of a letter that bears a later day than that of its mailing",
    "no_address": "letters that are recorded as mailed to a holder without an address on the books; it is said on the answer",
    "maximum_unclear": "a package of the Open Cap Format with a right of which nothing says that its number is the most",
    "namesakes": "a package of the Open Cap Format with two stakeholders of one legal name",
    "rest_stays": "a package of the Open Cap Format in which a part of a security ends and none is named for the rest",
    "statement_differs": "a package of the Open Cap Format that says something twice, and not the same",
    "terms_lost": "a package of the Open Cap Format whose series has terms that no certificate here has",
}
"""Codes that no journal of one company provokes by an entry, and what does instead; each has a test of its own."""


def refusals() -> dict[str, NotAccepted]:
    """The first journal of the tests of the clauses that provokes each refusal, by its code."""
    found: dict[str, NotAccepted] = {}
    for case in sorted(cases(), key=lambda case: case.entry["type"] in EDITS):  # an edit breaks a rule of another entry
        found.setdefault(case.code, case)
    return dict(sorted(found.items()))
