"""Once a year the province counts, ranks and rewards, and the administration shifts its hours (3.6.18, 3.6.20).

What is announced, what is real and what is reported are kept apart.
"""

import mesa
import numpy as np

from sim.actors.administration import (
    INSPECTION,
    JOBS,
    LAND_USE,
    OUTPUT,
    PROMOTION,
    PUSH,
    REFERENCE_HOURS,
    REPORTING,
    SERVICE,
    SIGNED,
    STARTED,
    USUAL_WEIGHTS,
    effort,
)
from sim.books import AWARDS, EQUIPMENT, PLATFORM_AT, PROJECT_CONSTRUCTION, PROVINCE_AT
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import normal
from sim.foundations.rules import first_row

RIVAL_YEAR = decision("rival_zone.year", who="rival", law="normal shock to a rival's yearly score")
REPORT_NOISE = decision("statistics.noise", who="indicator of the assessment", law="normal error of a reported figure")


class Administration(mesa.Agent):
    """Reads the month's terms, counts the year, and answers to the province in December."""

    def open_month(self, terms):
        """What policies change this month: people in offices, agents, discipline, plaques, weights."""
        zone, row, numbers = self.model, self.model.administration[0], self.model.numbers[0]
        row.staff_per_office = int(numbers.approvals_staff) + terms.staff_added
        row.agents, row.parallel = terms.agents, terms.parallel
        row.watch, row.protected = min(1.0, terms.discipline_watch), terms.protected_firms
        row.promotion_staff = terms.promotion_staff
        weights = np.array([terms.kpi_signed, terms.kpi_started, terms.kpi_jobs, terms.kpi_output, terms.kpi_land_use])
        row.kpi_weight[:] = weights / weights.sum() if weights.sum() > 0 else USUAL_WEIGHTS
        self._spend_hours()
        here = first_row(zone.environment)
        here.incentive_land_share, here.incentive_tax_share = terms.incentive_land_share, terms.incentive_tax_share
        self.audit = float(terms.audit_share)

    def _spend_hours(self):
        """What a share of hours does: hearing of the zone, push for projects, speed, inspection (E1, E43)."""
        row, numbers = self.model.administration[0], self.model.numbers[0]
        ratio = row.hours / REFERENCE_HOURS
        staff = numbers.promotion_staff_start * ratio[PROMOTION] + row.promotion_staff
        half, start = numbers.promotion_staff_half, numbers.promotion_staff_start
        row.promotion = (1.0 - np.exp(-staff / half)) / (1.0 - np.exp(-start / half))
        row.push = min(numbers.promotion_push_most, max(numbers.promotion_push_least, ratio[PUSH]))
        row.speed = min(2.0, max(0.5, ratio[SERVICE]))
        row.detection = numbers.holdup_detection * ratio[INSPECTION] + row.watch

    def close_month(self):
        """Count the year; in December report, be ranked, and think about next year's hours."""
        zone, row = self.model, self.model.administration[0]
        paid = zone.ledger["turnover"][0]
        row.total[STARTED] += float(paid[EQUIPMENT] + paid[PROJECT_CONSTRUCTION])
        row.total[OUTPUT] += float(zone.firms["output"].sum())
        if zone.environment[0].calendar_month == 12:
            self._report()
            row.total[STARTED] = row.total[OUTPUT] = 0.0

    def _report(self):
        """What is reported lies above the truth where a target is missed and somebody counts on it (E44)."""
        zone, row, numbers = self.model, self.model.administration[0], self.model.numbers[0]
        row.total[JOBS] = float(zone.firms["workers"].sum())
        row.total[SIGNED] = row.announced - self.announced_before
        row.total[LAND_USE] = row.total[OUTPUT] / max(1, int(zone.land[0].transferred))
        self.announced_before = float(row.announced)
        before, true = row.measured.copy(), row.total.copy()
        target = before * (1.0 + numbers.assessment_target_growth)
        missed = np.where(target > 0, np.maximum(0.0, target - true) / np.maximum(target, 1.0), 0.0)
        eagerness = numbers.assessment_reporting_gain * row.hours[REPORTING] / REFERENCE_HOURS[REPORTING]
        lift = 1.0 + eagerness * row.kpi_weight * missed * (1.0 - self.audit)
        noise = [normal(draw(first_row(zone.luck), REPORT_NOISE, kpi, 0)) for kpi in range(len(true))]
        row.measured[:] = true * lift * (1.0 + numbers.assessment_reporting_noise * np.array(noise))
        row.output_bias = row.measured[OUTPUT] / true[OUTPUT] if true[OUTPUT] > 0 else 1.0
        if self.reports > 0:
            growth = np.where(before > 0, row.measured / np.maximum(before, 1e-9) - 1.0, 0.0)
            self._be_ranked(np.clip(growth, -1.0, 1.0))
            self._learn(np.clip(growth, -1.0, 1.0))
        self.reports += 1
        row.hours[:] = effort(row.kpi_weight, row.belief, numbers.assessment_effort_response)

    def _be_ranked(self, growth):
        """Score and rank among 180 zones; the best are rewarded from the province's purse (T37)."""
        zone, row, numbers = self.model, self.model.administration[0], self.model.numbers[0]
        luck, keep, shock = first_row(zone.luck), numbers.assessment_rival_persistence, numbers.assessment_rival_shock
        for rival in range(len(row.rivals)):
            row.rivals[rival] = keep * row.rivals[rival] + shock * normal(draw(luck, RIVAL_YEAR, rival, 0))
        standing = (growth - numbers.assessment_usual_growth) / numbers.assessment_usual_growth_sd
        mean = float(row.kpi_weight @ standing) / float(np.sqrt((row.kpi_weight**2).sum()))
        row.score = keep * row.score + shock * mean
        row.rank = 1 + int((row.rivals > row.score).sum())
        if row.rank <= numbers.assessment_award_places:
            award = round(numbers.assessment_award)
            zone.pay(PROVINCE_AT, PLATFORM_AT, AWARDS, award)
            row.awards += award

    def _learn(self, growth):
        """Beliefs move by the error of what they foretold for the hours shifted (normalised least squares)."""
        row, numbers = self.model.administration[0], self.model.numbers[0]
        shifted = (row.hours - REFERENCE_HOURS) / REFERENCE_HOURS
        size = float(shifted @ shifted)
        if size > 0.01:
            error = growth - numbers.assessment_usual_growth - shifted @ row.belief
            row.belief[:] += numbers.assessment_learning / (1.0 + size) * np.outer(shifted, error)
            row.belief[:] = np.clip(row.belief, -1.0, 1.0)

    announced_before: float = 0.0
    reports: int = 0
    audit: float = 0.0
