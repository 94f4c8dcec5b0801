-- Who has what today, as if all were Common. A table, or a pie of fully_diluted by holder.
SELECT h.company, h.holder, h.common, h.series_d, h.as_converted, h.rights_decimal AS rights,
    h.fully_diluted_decimal AS fully_diluted
FROM seriesd_cap_table AS h
JOIN (
    SELECT company, holder, MAX(from_date) AS from_date
    FROM seriesd_cap_table WHERE from_date <= CURRENT_DATE GROUP BY company, holder
) AS latest ON latest.company = h.company AND latest.holder = h.holder AND latest.from_date = h.from_date
WHERE (h.common <> 0 OR h.series_d <> 0 OR h.rights_exact <> '0') [[AND h.company = {{company}}]]
ORDER BY h.company, h.holder
