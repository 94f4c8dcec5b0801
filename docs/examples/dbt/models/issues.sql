-- Each issue of Common for money beside the price that was in effect on its day. On a day on which a split changes the
-- share units the two may be in different ones: then there is no price beside it.
select t.company, t.effective, t.entry, t.to_holder as holder, t.shares, t.per_share_exact,
    case when r.effective is null then p.in_effect_exact end as in_effect_exact, t.late
from {{ source('seriesd', 'transactions') }} as t
join {{ ref('prices') }} as p
    on p.company = t.company
    and p.from_date <= t.effective
    and (p.to_date is null or t.effective < p.to_date)
left join (
    select distinct company, effective from {{ source('seriesd', 'transactions') }}
    where restated and stock = 'common'
) as r on r.company = t.company and r.effective = t.effective
where t.type = 'common_issued' and t.stock = 'common'
