-- Everybody's part in percent today. Of a view: in the database of `seriesd project` only.
SELECT company, holder, percent_of_common, percent_as_converted, percent_fully_diluted
FROM seriesd_cap_table_periods
WHERE from_date <= CURRENT_DATE AND (to_date IS NULL OR to_date > CURRENT_DATE) [[AND company = {{company}}]]
ORDER BY company, holder
