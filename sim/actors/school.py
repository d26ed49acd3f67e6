"""The public vocational school: how many its teachers can take this year."""

import mesa


class School(mesa.Agent):
    """Opens each year with what its teachers can take."""

    def open_month(self, terms):
        """A year with money has a year's seats; teachers are trained as classes grow."""
        zone, row = self.model, self.model.school[0]
        if terms.public_training_budget > 0:
            growth = 1.0 + zone.numbers[0].training_seats_growth
            row.seats_year = (
                zone.numbers[0].training_first_seats_year if row.seats_year == 0 else row.seats_year * growth
            )
            row.seats_used = 0
        row.course_months = terms.training_months
