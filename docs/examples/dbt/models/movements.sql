-- What each holder gained and lost of each stock, a row for each movement and side.
select company, effective, number, entry, type, stock, to_holder as holder, shares
from {{ source('seriesd', 'transactions') }}
where stock in ('common', 'series_d') and to_kind = 'holder'
union all
select company, effective, number, entry, type, stock, from_holder as holder, -shares
from {{ source('seriesd', 'transactions') }}
where stock in ('common', 'series_d') and from_kind = 'holder'
