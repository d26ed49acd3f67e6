"""The land plan of a month as plain data: plots along roads, for whoever draws the map."""

from typing import Any

from sim.actors.firm import BUILDING, CLOSED, LANDED, PRODUCING
from sim.scenario import SECTORS
from sim.zone import Zone

M2_PER_MU = 666.67
STRIP_M = 130.0
ROAD_M = 24.0
WIDTH_M = 2400.0


def land_plan(zone: Zone) -> dict[str, Any]:
    """Plots in the order in which they were first laid out, in strips on both sides of parallel roads."""
    cursor = _Strips()
    plots = []
    for row in range(len(zone.plots)):
        plot = zone.plots[row]
        if plot.number == 0:
            break
        if plot.centi_mu > 0:
            plots.append({**cursor.place(plot.centi_mu / 100.0), **_describe(zone, plot)})
    bank = zone.land[0].bank / 100.0
    while bank > 0.5:
        part = min(bank, 60.0)
        plots.append({**cursor.place(part), "state": "bank", "sector": None, "idle": False, "name": ""})
        bank -= part
    height = cursor.height()
    side = max(WIDTH_M, height)
    return {
        "window_m": [WIDTH_M + 700.0, height + 200.0],
        "roads": cursor.roads(height),
        "plots": plots,
        "town": [WIDTH_M + 150.0, 100.0, 500.0, min(side, 900.0)],
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
    """Fills strips of fixed depth from left to right; two strips share a road."""

    def __init__(self) -> None:
        self._x, self._strip = 0.0, 0

    def place(self, mu: float) -> dict[str, float]:
        width = mu * M2_PER_MU / STRIP_M
        if self._x > 0 and self._x + width > WIDTH_M:
            self._x, self._strip = 0.0, self._strip + 1
        at = {"x": self._x, "y": self._bottom(), "w": min(width, WIDTH_M) - 4.0, "h": STRIP_M - 4.0}
        self._x += width
        return at

    def _bottom(self) -> float:
        pair, second = divmod(self._strip, 2)
        return 100.0 + pair * (2 * STRIP_M + ROAD_M) + second * (STRIP_M + ROAD_M)

    def height(self) -> float:
        return self._bottom() + STRIP_M

    def roads(self, height: float) -> list[list[float]]:
        pairs = self._strip // 2 + 1
        middles = [100.0 + p * (2 * STRIP_M + ROAD_M) + STRIP_M + ROAD_M / 2 for p in range(pairs)]
        return [[0.0, y, WIDTH_M + 150.0, y] for y in middles] + [[WIDTH_M + 20.0, 60.0, WIDTH_M + 20.0, height]]
