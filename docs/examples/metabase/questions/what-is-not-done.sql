-- What is not done: certificates, notices, dividends. Alert somebody when it has rows.
SELECT company, due, kind, clause, about, holder
FROM seriesd_calendar
WHERE done IS NULL AND kind <> 'expiry'
    AND (from_date IS NULL OR from_date <= CURRENT_DATE) AND (to_date IS NULL OR to_date > CURRENT_DATE) [[AND company = {{company}}]]
ORDER BY company, due, kind, about, holder
