"""The rule behind each refusal, in general; the sentence of a refusal has the case, its remedy what to do.

The codes are those with which refusals are made where the rules are; a test keeps the table complete.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule that refuses: its clause (empty for a rule of the ledger itself), and what it says."""

    clause: str
    says: str


RULES: dict[str, Rule] = {
    # -- shares and what is authorized ------------------------------------------------------------------------------
    "beyond_authorized": Rule(
        "4A", "No more Common can be issued or delivered than is authorized; stock beyond it would be void."
    ),
    "authorized_below_issued": Rule(
        "4A", "The authorized Common cannot be fewer than what is issued, treasury shares included."
    ),
    "no_room": Rule(
        "4A",
        "A conversion is cut back to what is authorized (A45); where nothing at all fits, there is nothing to convert.",
    ),
    "beyond_designated": Rule(
        "4M",
        "Converted Series D is retired: only the designated number less all that was ever issued can be issued (A49).",
    ),
    "designated_below_issued": Rule("4M", "The designated number cannot be fewer than the Series D ever issued."),
    "before_certificate": Rule("1", "No Series D exists before its certificate takes effect."),
    "more_than_held": Rule("4O", "Nobody can convert, transfer or sell more shares than it holds at that moment."),
    "more_than_treasury": Rule("4E(7)", "No more shares can leave the treasury than it holds."),
    # -- options and convertibles -------------------------------------------------------------------------------------
    "right_exists": Rule("4E(1)", "Names of rights are unique."),
    "unknown_right": Rule("4E(1)", "Only a right that was granted by then can be exercised, changed or ended."),
    "more_than_outstanding": Rule("4E(3)", "Only what is still outstanding of a right can be exercised or can end."),
    "nothing_outstanding": Rule("4E(3)", "A change or a termination is of what is still outstanding; nothing is."),
    "stage_needed": Rule(
        "4E(2)", "Where a right is outstanding both as option and as convertible, an entry must say which it means."
    ),
    "no_exercise_price": Rule("4E(3)", "A Convertible Security has no exercise price to change."),
    "no_conversion_price": Rule("4E(3)", "An option on Common itself has no conversion price to change."),
    "more_options_are_a_grant": Rule(
        "4E(3)", "The number of an option changes only with its price and by its own terms (A32)."
    ),
    # -- the price ----------------------------------------------------------------------------------------------------
    "exclusion_cannot_apply": Rule(
        "1", "Each limb of Excluded Stock names what it covers; the limb claimed does not cover this."
    ),
    "dividend_on_common": Rule("4E(4)", "A dividend on Common paid in Common belongs to 4F, not to 4E."),
    "distribution_takes_all": Rule(
        "4H", "A distribution that takes all of the market value would leave no price (A36)."
    ),
    "price_is_zero": Rule("4A", "Nothing can be divided by a price of zero (A44)."),
    # -- conversions and notices --------------------------------------------------------------------------------------
    "conversion_before_notice": Rule("4A", "The Conversion Date cannot lie before the notice was delivered (A4)."),
    "unknown_conversion": Rule("4C", "A certificate is delivered for a conversion that was made by then."),
    "record_date_after_event": Rule("4L", "A record is taken on or before the day of what it is for."),
    "parity_class_twice": Rule("3", "A class on a parity with Series D is named once."),
    # -- consents -----------------------------------------------------------------------------------------------------
    "consent_missing": Rule(
        "6",
        "Some acts need the prior consent of more than half of the Series D (6, 9); what moves the price, of all (9).",
    ),
    "nothing_to_waive": Rule("9", "Only the adjustment of an issue or a grant can be waived."),
    "unknown_term": Rule("9", "Only a term that the certificate has can be amended."),
    "value_cannot_be": Rule("9", "A term takes values of its kind only."),
    # -- the record ---------------------------------------------------------------------------------------------------
    "certificate_exists": Rule("", "A company has one certificate here; later changes are amendments."),
    "certificate_stays": Rule("", "The certificate can be corrected, but not voided or turned into something else."),
    "id_taken": Rule("", "The id of an entry is unique: the same id with other content is another entry."),
    "unknown_entry": Rule("", "An edit or a question names an entry that is recorded."),
    "already_voided": Rule("", "What is voided stays out."),
    "edit_of_an_edit": Rule("", "An edit is not edited."),
    "correction_renames": Rule("", "A corrected entry keeps its id."),
    "written_by_ledger": Rule(
        "4L (second)", "An automatic conversion was written by the ledger and follows from its cause."
    ),
}
