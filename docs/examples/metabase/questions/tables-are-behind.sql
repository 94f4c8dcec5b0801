-- Companies whose tables are behind their log. Alert somebody when it has rows. Of a view, likewise.
SELECT company, position, log_position, behind
FROM seriesd_freshness
WHERE behind > 0
ORDER BY company
