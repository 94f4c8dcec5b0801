-- The Conversion Price over time. Draw it as steps: x is from_date, y is price.
SELECT company, from_date, in_effect_decimal AS price, in_effect_exact AS exact
FROM seriesd_conversion_prices
WHERE 1 = 1 [[AND company = {{company}}]]
ORDER BY company, from_date
