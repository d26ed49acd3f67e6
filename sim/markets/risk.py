"""Risk of a borrower: the score that banks use, the noise in what they see, and whether a loan pays (E11, E16)."""

from sim.actors.firm import FLOOR_PREMISES, PRODUCING, liquid_cost
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import logistic, normal
from sim.foundations.rules import rule

BANK_SIGNAL = decision("bank.signal", who="firm", law="normal noise on the logit of the firm's risk, as a bank sees it")


@rule
def risk_logit(firm, trade, environment, assets, debt, margin, liquidity, numbers):
    """Logit of default within a year, as banks score it (E11)."""
    leverage = debt / max(assets, 1.0)
    score = numbers.bank_score_constant + numbers.bank_score_leverage * (min(leverage, 2.0) - 0.5) / 0.25
    score -= numbers.bank_score_margin * max(-3.0, min(3.0, (margin - 0.03) / 0.05))
    score -= numbers.bank_score_liquidity * max(-1.0, min(2.0, liquidity - 1.0))
    score += numbers.bank_score_sector * unusual(environment.sector_bad[firm.trade], numbers)
    if environment.month - firm.signed < 36:
        score += numbers.bank_score_young
    if firm.premises == FLOOR_PREMISES:
        score += numbers.bank_score_tenant
    return score


@rule
def unusual(bad_share, numbers):
    """How far a share of bad loans stands from the usual, in units of the usual, between -1 and 2."""
    return max(-1.0, min(2.0, bad_share / numbers.bank_usual_bad_share - 1.0))


@rule
def firm_risk_logit(firm, trade, environment, numbers):
    """The score of a firm from its accounts; before it sells, from its plan."""
    if firm.stage != PRODUCING:
        working = numbers.firm_working_capital_months * firm.planned_workers * trade.revenue
        assets = firm.capital_plan + firm.land_paid + working
        debt = max(0.0, assets - firm.wealth - firm.balance - firm.land_paid)
        return risk_logit(firm, trade, environment, assets, debt, 0.03, 1.0, numbers)
    margin = firm.profit_12 / max(firm.revenue_12, 1.0)
    owed = firm.collections[0] + firm.collections[1] + firm.collections[2]
    bills = supplier_debt(firm)
    liquidity = (firm.balance + owed - bills) / max(liquid_cost(firm, trade, numbers), 1.0)
    return risk_logit(firm, trade, environment, total_assets(firm), total_debt(firm), margin, liquidity, numbers)


@rule
def total_assets(firm):
    """Land, building, equipment, goods, customers' bills and cash, in fen."""
    owed = firm.collections[0] + firm.collections[1] + firm.collections[2]
    return firm.equipment + firm.building + firm.land_paid + firm.inventory + owed + firm.balance


@rule
def supplier_debt(firm):
    """Bills of suppliers not yet paid, in fen."""
    return firm.supplier_bills[0] + firm.supplier_bills[1] + firm.supplier_bills[2] + firm.overdue_suppliers


@rule
def total_debt(firm):
    """What the firm owes to banks, bridge lenders and suppliers, in fen."""
    return firm.debt + firm.bridge + firm.private_debt + supplier_debt(firm)


@rule
def bank_accepts(risk, covered, rate, numbers):
    """Whether interest pays for funding, cost and the loss that the bank would carry (E16), in nominal terms.

    `covered` is the share of a loss that the bank expects others to pay: cover times its belief in the fund.
    """
    gain = (1.0 - risk) * (rate + numbers.bank_inflation - numbers.bank_funding_rate)
    return gain >= risk * numbers.bank_loss_given_default * (1.0 - covered) + numbers.bank_cost_share


@rule
def real_rate(numbers):
    """Loan rate less inflation, a year."""
    return numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation


@rule
def seen_risk(logit, who, cover, information, luck, numbers):
    """The bank's noisy view: the more is covered the less it looks, the more it is told the better it sees (E16)."""
    noise = numbers.bank_signal_noise * (1.0 + numbers.bank_cover_noise * cover)
    noise = noise * (1.0 - numbers.bank_information_gain * information)
    return logistic(logit + noise * normal(draw(luck, BANK_SIGNAL, who, 0)))
