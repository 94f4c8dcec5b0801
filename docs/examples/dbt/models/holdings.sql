-- What everybody has today, added up from the movements.
select company, holder, stock, sum(shares) as shares, max(effective) as changed_last
from {{ ref('movements') }}
where effective <= current_date
group by company, holder, stock
having sum(shares) <> 0
