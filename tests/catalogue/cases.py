"""Every refusal and flag, with what provokes it and what to do about it: executed as tests, and rendered as the page
docs/reference/refusals.md (`python -m tests.docs.generate`).

To add a code: a line in REMEDIES, and a journal that provokes it. For a refusal of a clause that is a `NotAccepted` in
the REFUSALS of its test module; for a flag a line in FLAGS; for a question that is refused a line in QUESTIONS.
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
    """A cash dividend."""
    return entry("cash_dividend_paid", day, id="dividend", per_share="0.001", **more)


def priced(by: Entry) -> Entry:
    """A distribution whose Market Price somebody determined."""
    return distribution(3, 5, "0.01") | {"market_price_determination": by}


FLAGS = [
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
]  # fmt: skip

ADJUSTED = [*base(), sale(2, 5 * MILLION, 6_000)]

QUESTIONS = [
    Question("mailed_before_adjustment", ADJUSTED, "notice adjustment --record --mailed 2006-01-01"),
    Question("no_adjustment", base(), "notice adjustment"),
    Question("no_event", base(), "notice dividend"),
    Question("not_a_holder", ADJUSTED, "notice adjustment --holder buyer"),
    Question("nothing_to_vary", base(), "sweep --each-lapses --on 2006-03-01"),
    Question("nothing_known", ADJUSTED, "export --as-known 2001-01-01 --format pdf -o report.pdf"),
    Question("too_many_scenarios", base(), "sweep --issue shares=1:1000:1 price=1:101:1 --on 2006-03-01"),
    Question("unknown_company", base(), "price --company Acme"),
    Question("unknown_liquidation", base(), "waterfall --liquidation sale"),
    Question("unknown_scenario", ADJUSTED, "scenario show none"),
    Question("unknown_step", ADJUSTED, "explain --step 2"),
]

ELSEWHERE = {
    "company_needed": "the question of a ledger that holds several companies, which one is meant",
    "edits_nothing": "a what-if that leaves an entry out, of a correction of it: among the differences, as why it is out too",
    "empty_ledger": "a ledger made from Python in which nothing is recorded yet; the command says that there is none",
    "delivery_differs_from_due": "what `flags` says of the whole record; no single entry is flagged for it",
    "no_certificate": "a journal that nothing can be refused of yet, since it does not begin with its certificate",
    "promise_broken": "`scenario promote` of conversions that would deliver otherwise when recorded one after the other",
    "scenario_behind": "`scenario promote` after the ledger has grown",
    "scenario_dropped": "`scenario promote` or `rebase` of one that was dropped",
    "scenario_exists": "`scenario save` of other edits under a name that is taken",
    "scenario_promoted": "`scenario rebase`, or `save --replace`, of one that was promoted",
    "not_the_demo": "`demo` on a file that holds something else",
}
"""Codes that no journal of one company provokes by an entry, and what does instead; each has a test of its own."""

REMEDIES = {
    "agreed_below_five_eighths": "A majority fixes the figure; an appraiser may still be called until five eighths agree.",
    "already_voided": "Nothing is left to do; what was voided is entered again under a new id.",
    "assets_short": "Nothing to enter; the preference is paid pro rata with stock on a parity.",
    "authorized_below_issued": "Give an authorized number of at least what is outstanding, or record what reduces it first.",
    "automatic_conversion_needs_split": "Nothing converts until the one reverse split of the second 4L is recorded.",
    "automatic_conversion_waits": "Record the increase of the authorized number that makes room for all Series D.",
    "before_certificate": "Date the entry on or after the certificate, or correct the certificate's date.",
    "beyond_authorized": "Record the increase of the authorized number first, or fewer shares.",
    "beyond_designated": "Amend `designated_shares` with consent first, or issue fewer; converted shares stay used up.",
    "certificate_exists": "Change a term with terms_amended, or correct the certificate with entry_corrected.",
    "certificate_stays": "Correct the certificate with entry_corrected instead.",
    "consent_beyond_holding": "The consent counts with what the holder has when the action is taken.",
    "consent_missing": "Record consent_given of enough holders, dated before the action.",
    "consideration_below_zero": "Check the deductions; the issue counts as without consideration.",
    "conversion_before_notice": "Give a Conversion Date on or after the day the notice was delivered.",
    "conversion_before_payment": "Tell counsel: who converts between record and payment gets neither dividend nor adjustment.",
    "conversion_date_later": "Until the Conversion Date the notice is pending; record it when that day has come.",
    "conversion_on_split_date": "See that the two entries stand in the order in which they happened.",
    "conversion_with_accruals": "Do not pay the accrued dividends in cash as well.",
    "converting_is_better": "The holders named should consider converting before the liquidation.",
    "converts_into_property": "Deliver what the reorganization put in the place of Common; people work it out.",
    "correction_renames": "Give the corrected entry the id of the entry that it corrects, or none.",
    "cumulative_reverse_split": "Nothing converts by itself: the second 4L asks for one split of the whole ratio.",
    "cut_back": "Authorize more Common, then take a new notice for the shares that stayed.",
    "company_needed": "Name one with --company.",
    "delivery_differs": "Find out which number is right; what was delivered stays a fact.",
    "delivery_differs_from_due": "Deliver what is missing, or settle what was too much; `audit` lists the differences.",
    "designated_below_issued": "Give at least the number of Series D ever issued.",
    "distribution_takes_all": "Record the values as the Board and the holders determine them.",
    "dividend_and_distribution": "Have counsel confirm that both sections apply.",
    "dividend_not_paid_to_series_d": "Pay it with accrued_dividends_paid; until then it is part of the preference.",
    "dividend_on_common": "Record a dividend on Common in Common as stock_dividend_paid.",
    "dividend_on_other_class": "Nothing to enter; have counsel confirm that nothing is due.",
    "dividend_without_consideration": "Leave the consideration out; a dividend on other stock counts as issued for nothing.",
    "edit_of_an_edit": "Edit the entry itself again; the latest edit of an entry stands.",
    "edits_nothing": "Nothing to enter; without its entry a correction corrects nothing.",
    "empty_ledger": "Record a journal, or name the ledger with --ledger.",
    "exclusion_cannot_apply": "Leave `excluded` out, or claim a limb that can apply to what is issued.",
    "exercised_after_end": "Check the dates; if the right had ended, record its termination instead.",
    "id_taken": "Choose another id, or correct the entry that has it.",
    "late": "Nothing to enter; `history --diff` shows what became of earlier answers.",
    "legacy_amended": "Have counsel confirm; shares that come out of it from now on are tested.",
    "lender_warrant": "Have counsel confirm that limb (C) leaves Options out.",
    "mailed_before_adjustment": "Name the day of mailing with --mailed.",
    "market_price_by_board": "Record the agreement of a majority of Series D, or an appraiser's decision.",
    "more_options_are_a_grant": "Record the further options as a grant of their own (option_granted).",
    "more_than_held": "Name no more than the register shows, or record the transfer first.",
    "more_than_outstanding": "Name no more than is outstanding of the right.",
    "more_than_treasury": "Name no more than is in treasury.",
    "no_adjustment": "Ask of a date or an entry that `history` shows.",
    "no_assets": "Check the amount; nobody gets anything.",
    "no_certificate": "Record certificate_adopted first; it names the company and its terms.",
    "no_conversion_price": "Change the exercise price instead; this right has no conversion price.",
    "no_determination": "Add `determination`: who determined the figure, on what basis, and when.",
    "no_event": "Record the event, whose date may lie ahead, then ask again.",
    "no_exercise_price": "Change the conversion price instead; a convertible has no exercise price.",
    "no_majority_agreed": "Record consent_given of more than half of the Series D, or an appraiser's decision.",
    "no_provision": "Record in `provision` what was provided for the Series D; it is a condition of the reorganization.",
    "no_room": "Authorize more Common first.",
    "no_split_protection": "At a split, record right_changed with `reason: antidilution`, and tell counsel.",
    "no_whole_share": "Tell the holder before converting: nothing is given for it.",
    "not_a_holder": "Name one of the holders who are to be told, or leave --holder out.",
    "not_the_demo": "Name another file with --ledger.",
    "nothing_accrued": "Check the date of the payment; nothing was due.",
    "nothing_known": "Ask for a moment after the first entry was recorded.",
    "nothing_outstanding": "Check the name of the right and the stage; nothing of it is left to change or end.",
    "nothing_preferred": "Nothing to enter; all goes to Common.",
    "nothing_to_vary": "Ask of a date on which a right is outstanding, or vary something else.",
    "nothing_to_waive": "Name an issue or a grant.",
    "notice_late_or_missing": "Mail the notice, and record it: `seriesd notice KIND --record`.",
    "notice_to_non_holder": "Check the holder's name; a notice to nobody on the register fulfils nothing.",
    "own_antidilution": "Have counsel confirm that the right's own terms say so.",
    "owned_after_differs": "Have the holder confirm the figures of the notice; the register counts.",
    "owned_before_differs": "Have the holder confirm the figures of the notice; the register counts.",
    "plan_not_named": "Name the plan in `plan`; limb (A) asks for one that was duly adopted.",
    "price_below_par": "Ask counsel whether Common can be issued fully paid at such a price.",
    "price_is_zero": "Nothing can be converted or measured until the price is above zero.",
    "priced_off_series_d": "After each step of the price, record what became of the right (right_changed).",
    "promise_broken": "State `common_shares` of the conversions, or put them in the order of their dates.",
    "property_substituted": "People work out what a conversion gives from now on.",
    "provisional_value": "Record the final figure as a correction of the entry.",
    "record_date_after_event": "Give a record date on or before the day of the event.",
    "right_exists": "Give the right a name of its own.",
    "same_day_as_series_d": "Have counsel confirm; on the day of the first Series D nothing is a legacy right.",
    "same_day_order": "See that the day's entries stand in their true order.",
    "scenario_behind": "Rebase the scenario, look at it again, and promote it then.",
    "scenario_dropped": "Save its edits again, under the same name or another.",
    "scenario_exists": "Save under another name, or add `--replace`.",
    "scenario_promoted": "Save the edits under another name.",
    "series_d_below_stated_value": "Have counsel confirm; Series D is not tested under 4E.",
    "stage_needed": "Say which with `stage`: option or convertible.",
    "subsidiary_left": "Nothing to enter; the shares are outstanding again, and nothing is tested.",
    "tax_charged_to_holder": "Refund the tax, unless the Common was registered in another name.",
    "termination_lowers": "Have counsel confirm; 4E(3) has neither floor nor cap.",
    "too_many_scenarios": "Take fewer values or longer steps, or ask in several sweeps.",
    "unknown_company": "Name one of those listed.",
    "unknown_conversion": "Name a conversion by its id; `history` and `flags` show the ids.",
    "unknown_entry": "Name an entry that stands in the timeline, by its id.",
    "unknown_liquidation": "Name a `liquidated` entry by its id, or give --assets.",
    "unknown_right": "Record its grant first, or correct the name.",
    "unknown_scenario": "Name one that `scenario list` lists, or save it first.",
    "unknown_step": "Name a step that `history` numbers.",
    "unknown_term": "Name one of the terms of the certificate.",
    "value_cannot_be": "Give a value that the term can have.",
    "waived_before": "Nothing to enter; the adjustment will not be made.",
    "written_by_ledger": "Edit the entry that caused the conversion instead.",
}  # fmt: skip


def refusals() -> dict[str, NotAccepted]:
    """The first journal of the tests of the clauses that provokes each refusal, by its code."""
    found: dict[str, NotAccepted] = {}
    for case in sorted(cases(), key=lambda case: case.entry["type"] in EDITS):  # an edit breaks a rule of another entry
        found.setdefault(case.code, case)
    return dict(sorted(found.items()))
