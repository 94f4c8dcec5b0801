-- Each step of the price with its cause.
SELECT p.company, p.effective, p.clause, p.entry, e.type, p.before_decimal AS before, p.after_decimal AS after, e.note
FROM seriesd_price_history AS p
JOIN seriesd_entries AS e ON e.company = p.company AND e.entry = p.entry
WHERE 1 = 1 [[AND p.company = {{company}}]]
ORDER BY p.company, p.step
