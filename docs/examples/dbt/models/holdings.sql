-- What everybody has, added up from the movements.
select company, holder, stock, sum(shares) as shares, max(effective) as changed_last
from {{ ref('movements') }}
group by company, holder, stock
having sum(shares) <> 0
