"""The land plan of a month as plain data: plots along roads, for whoever draws the map."""

from typing import Any

from sim.actors.firm import BUILDING, CLOSED, LANDED, PRODUCING
from sim.scenario import SECTORS
from sim.zone import Zone

M2_PER_MU = 666.67
STRIP_M = 130.0
ROAD_M = 24.0
WIDTH_M = 1300.0
PITCH_M = 2 * STRIP_M + ROAD_M
LARGE_MU = 60.0


def land_plan(zone: Zone) -> dict[str, Any]:
    """Plots in the order in which they were first laid out: small ones on strips along roads, large ones behind."""
    small, large = _Strips(0.0, STRIP_M, 2), _Strips(WIDTH_M + ROAD_M, 2 * STRIP_M, 1)
    plots = []
    for row in range(len(zone.plots)):
        plot = zone.plots[row]
        if plot.number == 0:
            break
        if plot.centi_mu > 0:
            mu = plot.centi_mu / 100.0
            cursor = large if mu > LARGE_MU else small
            plots.append({**cursor.place(mu), **_describe(zone, plot)})
    bank = zone.land[0].bank / 100.0
    while bank > 0.5:
        part = min(bank, 60.0)
        plots.append({**small.place(part), "state": "bank", "sector": None, "idle": False, "name": ""})
        bank -= part
    height = max(small.height(), large.height())
    return {
        "window_m": [2 * WIDTH_M + 750.0, height + 200.0],
        "roads": _roads(height),
        "plots": plots,
        "town": [2 * WIDTH_M + 180.0, 100.0, 500.0, 900.0],
        "built_mu": float(zone.land[0].total - zone.land[0].farmland - zone.land[0].in_approval) / 100.0,
        "month": int(zone.month),
    }


def _describe(zone: Zone, plot: Any) -> dict[str, Any]:
    if plot.block >= 0:
        block = zone.blocks[plot.block]
        state = "factory" if block.done == 1 else "building"
        return {"state": state, "sector": None, "idle": False, "name": f"B{int(block.number)}"}
    firm = zone.firms[plot.holder]
    states = {LANDED: "waiting", BUILDING: "building", PRODUCING: "producing", CLOSED: "idle"}
    state = states.get(int(firm.stage), "waiting")
    idle = state == "idle" or (state == "waiting" and zone.month - firm.since >= 12)
    return {"state": state, "sector": SECTORS[firm.trade], "idle": idle, "name": str(int(firm.number))}


class _Strips:
    """Fills strips of fixed depth from left to right, row upon row, along roads."""

    def __init__(self, left: float, depth: float, to_a_road: int) -> None:
        self._left, self._depth, self._to_a_road = left, depth, to_a_road
        self._x, self._strip = 0.0, 0

    def place(self, mu: float) -> dict[str, float]:
        """Where a plot of this size comes to lie."""
        width = mu * M2_PER_MU / self._depth
        if self._x > 0 and self._x + width > WIDTH_M:
            self._x, self._strip = 0.0, self._strip + 1
        at = {"x": self._left + self._x, "y": self._bottom(), "w": min(width, WIDTH_M) - 4.0, "h": self._depth - 4.0}
        self._x += width
        return at

    def _bottom(self) -> float:
        row, second = divmod(self._strip, self._to_a_road)
        return 100.0 + row * PITCH_M + second * (self._depth + ROAD_M)

    def height(self) -> float:
        """How far up the strips reach."""
        return self._bottom() + self._depth


def _roads(height: float) -> list[list[float]]:
    """Roads between the strips, and one along the town."""
    rows = int((height - 100.0) / PITCH_M) + 1
    across = [100.0 + row * PITCH_M + STRIP_M + ROAD_M / 2 for row in range(rows)]
    west_east = [[0.0, y, WIDTH_M, y] for y in across]
    behind = [
        [WIDTH_M, 100.0 + row * PITCH_M - ROAD_M / 2, 2 * WIDTH_M + 180.0, 100.0 + row * PITCH_M - ROAD_M / 2]
        for row in range(rows + 1)
    ]
    return [*west_east, *behind, [2 * WIDTH_M + 60.0, 60.0, 2 * WIDTH_M + 60.0, height]]
