-- Deliveries and notices that are not what the record now gives: what to ask the transfer agent and counsel about.
-- Where nobody stated what was delivered, the number beside the record is the ledger's own, and there is nothing to ask.
SELECT company, entry, holder, 'delivery' AS what, CAST(delivered AS TEXT) AS stated, CAST(entitled AS TEXT) AS record
FROM seriesd_conversions WHERE difference <> 0 AND NOT assumed [[AND company = {{company}}]]
UNION ALL
SELECT company, entry, holder, 'notice', stated_exact, record_exact
FROM seriesd_notices WHERE verdict = 'differs' [[AND company = {{company}}]]
ORDER BY company, entry
