-- The Conversion Price with the days on which it is true.
select
    company,
    from_date,
    lead(from_date) over (partition by company order by from_date) as to_date,
    in_effect_exact,
    in_effect_decimal
from {{ source('seriesd', 'conversion_prices') }}
