-- Everybody's part in percent today. Of a view: in the database of `seriesd project` only.
SELECT company, holder, percent_of_common, percent_as_converted, percent_fully_diluted
FROM seriesd_cap_table_periods
WHERE to_date IS NULL [[AND company = {{company}}]]
ORDER BY company, holder
