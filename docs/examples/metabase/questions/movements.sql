-- Everything that a holder got and gave, or all that was moved since a day.
SELECT company, effective, entry, type, stock, right_name, from_kind, from_holder, to_kind, to_holder, shares,
    per_share_decimal AS per_share, consideration_decimal AS paid, assumed, late, edited
FROM seriesd_transactions
WHERE 1 = 1 [[AND company = {{company}}]] [[AND {{holder}} IN (from_holder, to_holder)]] [[AND effective >= {{since}}]]
ORDER BY company, number
