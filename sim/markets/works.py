"""Loads on power, sewage and roads, and what their limits do (MODEL.md 3.6.5, E35)."""

from sim.actors.firm import PRODUCING
from sim.foundations.rules import rule


@rule
def measure_first_loads(firms, sectors, environment, infrastructure, numbers):
    """Loads of the first day, from whole tables."""
    measure_loads(firms, sectors, environment[0], infrastructure[0], numbers[0])


@rule
def measure_loads(firms, sectors, environment, infrastructure, numbers):
    """What the producing firms draw or would draw and discharge, and what follows for next month.

    A firm whose output was cut by an outage would draw more: its load is what it would be without the cut.
    """
    infrastructure.load[0], infrastructure.load[1], infrastructure.load[2] = 0.0, 0.0, 0.0
    for firm in firms:
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            kilowatt_hours = (
                trade.energy
                * firm.energy_factor
                * firm.output
                / environment.trend
                / numbers.infrastructure_power_price_kwh
            )
            if firm.fill >= 1.0:
                kilowatt_hours = kilowatt_hours / (1.0 - environment.outage_share)
            infrastructure.load[0] += kilowatt_hours / numbers.infrastructure_power_hours / 1000.0
            infrastructure.load[1] += trade.sewage * firm.workers
            infrastructure.load[2] += firm.workers
    power = infrastructure.load[0] / infrastructure.capacity[0]
    outage = max(0.0, numbers.infrastructure_outage_slope * (power - 0.9))
    if power > 1.0:
        outage = max(outage, 1.0 - 1.0 / power)
    environment.outage_share = min(0.9, outage)
    over = infrastructure.load[1] > infrastructure.capacity[1]
    environment.sewage_months = environment.sewage_months + 1 if over else 0
    use = infrastructure.load[2] / infrastructure.capacity[2]
    environment.road_factor = 1.0 + 0.15 * use * use * use * use
