"""The public vocational school: this year's budget and seats."""

import mesa


class School(mesa.Agent):
    """Opens each year with what its teachers can take; gives back in December what found no trainee."""

    def open_month(self, terms):
        """New money is this year's; last year's rest has gone back."""
        zone, row = self.model, self.model.school[0]
        row.spent_month = row.returned_month = 0
        if terms.training_budget > 0:
            row.budget_left = terms.training_budget
            growth = 1.0 + zone.numbers[0].training_seats_growth
            row.seats_year = (
                zone.numbers[0].training_first_seats_year if row.seats_year == 0 else row.seats_year * growth
            )
            row.seats_used = 0
            self.opened = zone.month
        row.course_months = terms.training_months

    def close_month(self):
        """After twelve months the unused rest of a budget goes back to the general budget."""
        row = self.model.school[0]
        if row.budget_left > 0 and self.model.month - self.opened >= 11:
            row.returned_month = row.budget_left
            row.budget_left = 0

    opened: int = 0
