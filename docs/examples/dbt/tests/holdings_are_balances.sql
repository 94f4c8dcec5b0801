-- What the movements add up to and is not the balance that the ledger answers: there is none.
with latest as (
    select company, holder, max(from_date) as from_date
    from {{ source('seriesd', 'holder_balances') }}
    where from_date <= current_date
    group by company, holder
),

balances as (
    select b.company, b.holder, b.common, b.series_d
    from {{ source('seriesd', 'holder_balances') }} as b
    join latest as l on l.company = b.company and l.holder = b.holder and l.from_date = b.from_date
),

wanted as (
    select company, holder, 'common' as stock, common as shares from balances where common <> 0
    union all
    select company, holder, 'series_d', series_d from balances where series_d <> 0
)

select w.company, w.holder, w.stock, w.shares as balance, h.shares as added_up
from wanted as w
left join {{ ref('holdings') }} as h on h.company = w.company and h.holder = w.holder and h.stock = w.stock
where h.shares is null or h.shares <> w.shares
union all
select h.company, h.holder, h.stock, w.shares, h.shares
from {{ ref('holdings') }} as h
left join wanted as w on h.company = w.company and h.holder = w.holder and h.stock = w.stock
where w.shares is null
