"""What each refusal means: the rule behind it in general, and what can be done. The sentence of a refusal has the case.

The codes are those with which refusals are made where the rules are; a test keeps the table complete.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule that refuses: its clause (empty for a rule of the ledger itself), what it says, what would be accepted."""

    clause: str
    rule: str
    remedy: str


RULES: dict[str, Rule] = {
    # -- shares and what is authorized ------------------------------------------------------------------------------
    "beyond_authorized": Rule(
        "4A",
        "No more Common can be issued or delivered than is authorized; stock beyond it would be void.",
        "Record the increase first (common_authorized_changed), or issue fewer shares.",
    ),
    "authorized_below_issued": Rule(
        "4A",
        "The authorized Common cannot be fewer than what is issued, treasury shares included.",
        "Authorize at least what is issued; change the number together with a split where the split needs it.",
    ),
    "no_room": Rule(
        "4A",
        "A conversion is cut back to what is authorized (A45); where nothing at all fits, there is nothing to convert.",
        "Record an increase of the authorized Common, then the conversion.",
    ),
    "beyond_designated": Rule(
        "4M",
        "Converted Series D is retired: only the designated number less all that was ever issued can be issued (A49).",
        "Obtain the consent of section 6(a) and amend designated_shares (terms_amended).",
    ),
    "designated_below_issued": Rule(
        "4M",
        "The designated number cannot be fewer than the Series D ever issued.",
        "Amend it to that number or more.",
    ),
    "before_certificate": Rule(
        "1", "No Series D exists before its certificate takes effect.", "Date the entry on or after the certificate."
    ),
    "more_than_held": Rule(
        "4O",
        "Nobody can convert, transfer or sell more shares than it holds at that moment.",
        "Name what is held, or record first how the holder came by the rest.",
    ),
    "more_than_treasury": Rule(
        "4E(7)",
        "No more shares can leave the treasury than it holds.",
        "Name what is there, or record first what was acquired.",
    ),
    # -- options and convertibles -------------------------------------------------------------------------------------
    "right_exists": Rule("4E(1)", "Names of rights are unique.", "Give the new grant a name of its own."),
    "unknown_right": Rule(
        "4E(1)", "Only a right that was granted by then can be exercised, changed or ended.", "Record the grant first."
    ),
    "more_than_outstanding": Rule(
        "4E(3)", "Only what is still outstanding of a right can be exercised or can end.", "Name what is outstanding."
    ),
    "nothing_outstanding": Rule(
        "4E(3)",
        "A change or a termination is of what is still outstanding; nothing is.",
        "Check the exercises and terminations recorded before it.",
    ),
    "stage_needed": Rule(
        "4E(2)",
        "Where a right is outstanding both as option and as convertible, an entry must say which it means.",
        "Add stage: option or stage: convertible.",
    ),
    "no_exercise_price": Rule(
        "4E(3)", "A Convertible Security has no exercise price to change.", "Change its conversion_price instead."
    ),
    "no_conversion_price": Rule(
        "4E(3)", "An option on Common itself has no conversion price to change.", "Change its exercise_price instead."
    ),
    "more_options_are_a_grant": Rule(
        "4E(3)",
        "The number of an option changes only with its price and by its own terms (A32).",
        "Record more options as a new option_granted, fewer as a right_terminated.",
    ),
    # -- the price ----------------------------------------------------------------------------------------------------
    "exclusion_cannot_apply": Rule(
        "1",
        "Each limb of Excluded Stock names what it covers; the limb claimed does not cover this.",
        "Name the limb that does, or none, so that the issue is tested.",
    ),
    "dividend_on_common": Rule(
        "4E(4)", "A dividend on Common paid in Common belongs to 4F, not to 4E.", "Record stock_dividend_paid."
    ),
    "distribution_takes_all": Rule(
        "4H",
        "A distribution that takes all of the market value would leave no price (A36).",
        "The Board and the holders must determine the value or the Market Price otherwise.",
    ),
    "price_is_zero": Rule(
        "4A", "Nothing can be divided by a price of zero (A44).", "Determine what Series D converts into, and amend."
    ),
    # -- conversions and notices --------------------------------------------------------------------------------------
    "conversion_before_notice": Rule(
        "4A",
        "The Conversion Date cannot lie before the notice was delivered (A4).",
        "Date the conversion on or after the delivery of its notice.",
    ),
    "unknown_conversion": Rule(
        "4C", "A certificate is delivered for a conversion that was made by then.", "Name the id of the conversion."
    ),
    "record_date_after_event": Rule(
        "4L", "A record is taken on or before the day of what it is for.", "Correct one of the two dates."
    ),
    # -- consents -----------------------------------------------------------------------------------------------------
    "consent_missing": Rule(
        "6",
        "Some acts need the prior consent of more than half of the Series D (6, 9); what moves the price, of all (9).",
        "Record the consents (consent_given) before the act.",
    ),
    "nothing_to_waive": Rule(
        "9", "Only the adjustment of an issue or a grant can be waived.", "Name the issue or the grant."
    ),
    "unknown_term": Rule("9", "Only a term that the certificate has can be amended.", "Name one of its terms."),
    "value_cannot_be": Rule("9", "A term takes values of its kind only.", "Give a value of that kind."),
    # -- the record ---------------------------------------------------------------------------------------------------
    "certificate_exists": Rule(
        "", "A company has one certificate here; later changes are amendments.", "Record terms_amended."
    ),
    "certificate_stays": Rule(
        "", "The certificate can be corrected, but not voided or turned into something else.", "Correct it."
    ),
    "id_taken": Rule(
        "", "The id of an entry is unique: the same id with other content is another entry.", "Give it another id."
    ),
    "unknown_entry": Rule("", "An edit or a question names an entry that is recorded.", "Check the id."),
    "already_voided": Rule("", "What is voided stays out.", "Record it anew under another id."),
    "edit_of_an_edit": Rule("", "An edit is not edited.", "Correct the entry itself again; the latest edit stands."),
    "correction_renames": Rule("", "A corrected entry keeps its id.", "Give `with` the id of the entry."),
    "written_by_ledger": Rule(
        "4L (second)",
        "An automatic conversion was written by the ledger and follows from its cause.",
        "Edit the entry that caused it.",
    ),
}
