"""The zone and its month. START HERE: `step` names, in order, who meets whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.actors.assessment import Administration
from sim.actors.bank import Bank
from sim.actors.bridge import BridgeFund
from sim.actors.firm import sector_table
from sim.actors.fund import GuaranteeFund
from sim.actors.landlord import Landlord
from sim.actors.platform import Platform
from sim.actors.purse import Purse
from sim.actors.school import Schools
from sim.actors.treasury import Treasury
from sim.books import BANK_COUNT, FUND_COUNT
from sim.foundations.luck import new_luck
from sim.foundations.money import LEDGER
from sim.foundations.numbers import numbers_table
from sim.month import Month
from sim.policies import Policy
from sim.scenario import Scenario
from sim.terms import usual_terms


class LifeFailed(RuntimeError):
    """A life that could not go on: the message names month, step and cause."""


class Zone(Month):
    """An industrial zone in its county: tables for the many, agents for the few institutions."""

    def __init__(
        self,
        scenario: Scenario,
        policies: Sequence[Policy],
        seed: int,
        months: int,
        changes: Mapping[str, float] | None = None,
        money_scale: float = 1.0,
    ) -> None:
        super().__init__(seed=0)
        self.scenario, self.policies, self.months, self.month = scenario, tuple(policies), months, 0
        self.money_scale = money_scale
        self.numbers = numbers_table({**scenario.numbers, **(changes or {})}, money_scale)
        self.luck = new_luck(seed)
        self.ledger = LEDGER.rows(1)
        self.terms = usual_terms()
        self.sectors = sector_table(self.numbers, scenario.firms.sector_shares)
        self.exits = 0
        self._open_institutions()
        self._open_places()
        self.platform_agent = Platform(self)
        self._open_people_and_firms()
        branches = [Bank(self, at) for at in range(BANK_COUNT)]
        self.purse = Purse(self)
        self.institutions: list[Any] = [
            self.purse,
            Treasury(self),
            self.platform_agent,
            *(GuaranteeFund(self, kind) for kind in range(FUND_COUNT)),
            BridgeFund(self),
            Administration(self),
            Landlord(self),
            Schools(self),
            *branches,
        ]
        self._open_infrastructure()

    def step(self) -> None:
        """One month, in the order it happens."""
        self._open_month()
        self._announce_terms()
        self._institutions_open()

        self._the_county_serves()
        self._investors_come()
        self._firms_borrow()
        self._projects_land_and_build()

        self._people_train()
        self._people_and_firms_meet()
        self._firms_make_and_sell()
        self._everybody_is_paid()
        self._bills_and_banks_are_paid()
        self._firms_decide()
        self._the_failed_close()
        self._word_goes_round()

        self._institutions_close()
