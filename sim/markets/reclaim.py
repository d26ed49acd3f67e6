"""Land that comes back: plots of closed firms, and land held without progress (24-month rule)."""

from sim.actors.firm import BUILDING, LANDED
from sim.foundations.rules import rule
from sim.places.land import RETURNED


@rule
def land_comes_back(firms, plots, environment, land, numbers):
    """Plots of closed firms return after some months; land held without progress is taken back (24-month rule)."""
    month = environment.month
    for plot in plots:
        if plot.centi_mu > 0 and plot.block < 0:
            firm = firms[plot.holder]
            back = plot.state == RETURNED and month - plot.since >= numbers.exit_idle_land_months
            waited = month - firm.since
            lazy = firm.stage == LANDED and waited >= numbers.land_reclaim_months + numbers.land_reclaim_delay_months
            if (
                firm.stage == BUILDING
                and firm.stalled >= numbers.land_reclaim_months + numbers.land_reclaim_delay_months
            ):
                lazy = True
            if back or lazy:
                land.transferred -= plot.centi_mu
                land.bank += plot.centi_mu
                firm.plot = -1
                firm.plot_centi_mu = 0
                plot.centi_mu = 0
                plot.holder = -1
                plot.state = 0


@rule
def idle_land(firms, plots, month, numbers):
    """Land held without production for a year or more, in hundredths of a mu."""
    total = 0
    for plot in plots:
        if plot.centi_mu > 0 and plot.block < 0:
            firm = firms[plot.holder]
            waiting = firm.stage == LANDED and month - firm.since >= numbers.exit_idle_land_months
            stalled = firm.stage == BUILDING and firm.stalled >= numbers.exit_idle_land_months
            if plot.state == RETURNED or waiting or stalled:
                total += plot.centi_mu
    return total
