"""Beds and ways to work."""

from sim.indicators.indicator import indicator


@indicator(en="Workers with a bed near the zone", zh="住园区附近职工", unit="persons", unit_zh="人", kind="stock")
def beds_taken(watch):
    """Zone workers who live in a village room or a public bed."""
    return float(watch.zone.environment[0].beds_taken)


@indicator(en="Workers who wait for a bed", zh="等待住宿职工", unit="persons", unit_zh="人", kind="stock")
def beds_wanted(watch):
    """Zone workers who commute because no bed is free."""
    return float(watch.zone.environment[0].beds_wanted)
