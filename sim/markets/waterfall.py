"""Who carries a loss that a guarantee covers: one waterfall for every kind of institution (MODEL.md E18)."""

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.fund import COUNTY_DUE
from sim.books import (
    BANK_FIRST,
    CO_GUARANTEE,
    FUND_FIRST,
    GUARANTEE_CLAIM,
    MEMBER_STAKES,
    OUTSIDE_AT,
    PROVINCE_AT,
    SUBROGATION,
    TREASURY_AT,
    UNPAID_CLAIMS,
    owe,
    pay,
)
from sim.foundations.mathematics import fen, whole
from sim.foundations.rules import rule

FUND_PART, PROVINCE_PART, COUNTY_PART, INSURER_PART, BANK_PART = range(5)


@rule
def split_by_shares(amount, shares):
    """Whole fen by shares that add up to one: the largest remainders get the last fen."""
    parts = np.zeros(len(shares), np.int64)
    rests = np.zeros(len(shares), np.float64)
    left = amount
    for at in range(len(shares)):
        parts[at] = whole(amount * shares[at])
        rests[at] = amount * shares[at] - parts[at]
        left -= parts[at]
    for _ in range(left):
        best = 0
        for at in range(len(shares)):
            if rests[at] > rests[best]:
                best = at
        parts[best] += 1
        rests[best] = -1.0
    return parts


@rule
def loss_shares(fund, cover):
    """Shares of fund, province, county, insurer and bank in what group and members have left."""
    shares = np.zeros(5, np.float64)
    shares[FUND_PART] = cover
    shares[PROVINCE_PART] = fund.province_share
    shares[COUNTY_PART] = fund.county_share
    shares[INSURER_PART] = fund.insurer_share
    shares[BANK_PART] = max(0.0, 1.0 - cover - fund.province_share - fund.county_share - fund.insurer_share)
    return shares


@rule
def charge_group(debtor, firms, asked, lender, lending):
    """The other firms of the debtor's group are charged at once, in equal parts, as far as their cash goes; in fen."""
    mates = 0
    for firm in firms:
        if firm.stage == PRODUCING and firm.group == debtor.group and firm.number != debtor.number:
            mates += 1
    if mates == 0 or asked <= 0:
        return 0
    got = 0
    for firm in firms:
        if firm.stage == PRODUCING and firm.group == debtor.group and firm.number != debtor.number:
            part = min(firm.balance, asked // mates)
            pay(lending.ledger, firm, lender, CO_GUARANTEE, part)
            firm.co_guarantee_paid += part
            got += part
    return got


@rule
def charge_members(firms, kind, loss, lending):
    """Members' stakes carry a loss in proportion; what rounding leaves is the county's. What they lost, in fen."""
    fund = lending.funds[kind]
    lost = min(fund.stakes, loss)
    if lost <= 0:
        return 0
    share = lost / fund.stakes
    total = 0
    for firm in firms:
        if firm.member_stake > 0 and firm.member_of == kind:
            part = min(firm.member_stake, whole(share * firm.member_stake))
            firm.member_stake -= part
            owe(lending.ledger, lending.holders[FUND_FIRST + kind], firm, MEMBER_STAKES, -part)
            total += part
    fund.stakes -= total
    return lost


@rule
def call_guarantee(loan, loss, debtor, firms, lending):
    """A bank's loss on a guaranteed loan is shared (E18); what the bank itself loses, in fen."""
    kind, branch = loan.fund, lending.banks[loan.bank]
    fund, lender = lending.funds[kind], lending.holders[BANK_FIRST + loan.bank]
    rest = loss
    if fund.group_share > 0.0 and debtor.group >= 0:
        rest -= charge_group(debtor, firms, fen(fund.group_share * loss), lender, lending)
    members = charge_members(firms, kind, rest, lending)
    parts = split_by_shares(rest - members, loss_shares(fund, loan.cover))
    from_fund = members + parts[FUND_PART]
    pay_claim(from_fund, debtor, fund, kind, branch, lender, lending)
    pay(lending.ledger, lending.holders[PROVINCE_AT], lender, GUARANTEE_CLAIM, parts[PROVINCE_PART])
    pay(lending.ledger, lending.holders[OUTSIDE_AT], lender, GUARANTEE_CLAIM, parts[INSURER_PART])
    owe(lending.ledger, lending.holders[TREASURY_AT], lender, UNPAID_CLAIMS, parts[COUNTY_PART])
    branch.unpaid[COUNTY_DUE] += parts[COUNTY_PART]
    fund.recoverable_province += parts[PROVINCE_PART]
    fund.recoverable_county += parts[COUNTY_PART]
    fund.recoverable_insurer += parts[INSURER_PART]
    owe(lending.ledger, debtor, lending.holders[PROVINCE_AT], SUBROGATION, parts[PROVINCE_PART])
    owe(lending.ledger, debtor, lending.holders[TREASURY_AT], SUBROGATION, parts[COUNTY_PART])
    owe(lending.ledger, debtor, lending.holders[OUTSIDE_AT], SUBROGATION, parts[INSURER_PART])
    return parts[BANK_PART]


@rule
def pay_claim(called, debtor, fund, kind, branch, lender, lending):
    """The fund pays what it has; what it cannot pay is owed to the bank and costs the fund its word."""
    holder = lending.holders[FUND_FIRST + kind]
    paid = min(called, holder.balance)
    pay(lending.ledger, holder, lender, GUARANTEE_CLAIM, paid)
    owe(lending.ledger, holder, lender, UNPAID_CLAIMS, called - paid)
    owe(lending.ledger, debtor, holder, SUBROGATION, called)
    branch.unpaid[kind] += called - paid
    branch.called[kind] += called
    fund.unpaid += called - paid
    fund.claims_month += called
    fund.claims_total += called
    fund.recoverable += called
