-- Each issue of Common for money beside the price that was in effect on its day.
select t.company, t.effective, t.entry, t.to_holder as holder, t.shares, t.per_share_exact, p.in_effect_exact, t.late
from {{ source('seriesd', 'transactions') }} as t
join {{ ref('prices') }} as p
    on p.company = t.company
    and p.from_date <= t.effective
    and (p.to_date is null or t.effective < p.to_date)
where t.type = 'common_issued' and t.stock = 'common'
