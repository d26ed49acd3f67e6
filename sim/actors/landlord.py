"""Public beds: built by the platform with the county's grant, let to workers of the zone."""

import mesa

from sim.books import HOUSING_GRANT, HOUSING_RENT, HOUSING_WORKS, OUTSIDE_AT, PLATFORM_AT, POOL_AT, TREASURY_AT
from sim.foundations.rules import first_row
from sim.places.housing import BUILDING_ROOM


class Landlord(mesa.Agent):
    """Builds what is granted, opens it a year later, collects rent."""

    def open_month(self, terms):
        """A grant is built at once and paid for; beds that are ready are let."""
        zone, row, numbers = self.model, self.model.housing[0], self.model.numbers[0]
        grant = int(terms.housing_budget)
        if grant > 0:
            zone.pay(TREASURY_AT, PLATFORM_AT, HOUSING_GRANT, grant)
            zone.pay(PLATFORM_AT, OUTSIDE_AT, HOUSING_WORKS, grant)
            due = min(BUILDING_ROOM - 1, int(numbers.housing_build_months))
            row.building[due] += grant / numbers.housing_bed_cost
            row.rent = terms.housing_rent
        ready = float(row.building[0])
        if ready > 0:
            row.age_months = row.age_months * row.public / (row.public + ready)
            row.public += ready
            row.built_cost += ready * numbers.housing_bed_cost
        row.building[:-1] = row.building[1:].copy()
        row.building[-1] = 0.0
        row.age_months += 1
        here = first_row(zone.environment)
        here.beds = row.rooms + row.public
        usual = numbers.labour_dormitory_cost
        mean = (row.rooms * usual + row.public * row.rent) / here.beds if here.beds > 0 else usual
        here.bed_price = mean * here.trend
        here.bus_lines, here.bus_cut = terms.bus_lines, terms.bus_cut
        here.vacancies_known = numbers.labour_vacancies_known + terms.vacancies_known_added

    def close_month(self):
        """Rent of the public beds that are taken, in the share that they are of all beds."""
        zone, row = self.model, self.model.housing[0]
        if row.public > 0:
            taken = float(zone.environment[0].beds_taken)
            let = min(row.public, taken * row.public / max(1.0, row.rooms + row.public))
            rent = min(int(zone.households.balance), round(let * row.rent * zone.environment[0].trend))
            zone.pay(POOL_AT, PLATFORM_AT, HOUSING_RENT, rent)
