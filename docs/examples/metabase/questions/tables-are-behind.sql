-- Companies whose tables are behind their log, or have no room for it. Alert somebody when it has rows. Of a view, likewise.
SELECT company, position, log_position, behind, no_room
FROM seriesd_freshness
WHERE behind > 0 OR no_room IS NOT NULL
ORDER BY company
