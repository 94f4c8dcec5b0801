"""A grid of scenarios as a map, of the map that the house makes of a sweep."""

from commands.web.charts.documents import Map, Named
from projections.render.blocks import HeatMap
from projections.render.charts.heat_map import COLOURS, as_it_is, colours_of, titled


def heat_chart(found: HeatMap) -> Map:
    """The map as it is: what each cell says, and its colour."""
    return Map(
        kind="map",
        title=found.title,
        describes=found.describes,
        figure=found.title,
        down=Named(name=found.down, title=titled(found.down), values=found.rows),
        across=Named(name=found.across, title=titled(found.across), values=found.columns),
        says=[[cell.says for cell in row] for row in found.cells],
        colour=[[cell.colour for cell in row] for row in found.cells],
        colours=[colours_of(one) for one in range(COLOURS)],
        scale=found.scale,
        base=as_it_is(found),
        base_at=found.base_at,
        base_cell=found.base_cell,
    )
