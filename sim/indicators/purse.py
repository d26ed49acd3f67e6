"""The platform's debts and the county's income from land."""

from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000


@indicator(en="Platform debt", zh="平台公司债务", unit="wan yuan", unit_zh="万元", kind="stock")
def platform_debt(watch):
    """Loans, bonds, works on credit and unpaid interest of the platform company."""
    return float(watch.zone.platform_agent.debt.total()) / FEN_PER_WAN_YUAN


@indicator(en="Platform debt over its ceiling", zh="平台债务与上限之比", unit="times", unit_zh="倍", kind="stock")
def debt_to_ceiling(watch):
    """Debt over what assessed land and rents can carry; not defined where they carry nothing."""
    ceiling = watch.zone.platform_agent.debt.ceiling()
    return watch.zone.platform_agent.debt.total() / ceiling if ceiling > 0 else float("nan")


@indicator(
    en="Months in which debt service was missed", zh="平台逾期月数", unit="months", unit_zh="月", kind="cumulative"
)
def platform_distress(watch):
    """Months so far in which the platform could not pay what was due."""
    return float(watch.zone.platform_books[0].distress)


@indicator(
    en="Commercial land income, cumulative", zh="累计商业用地收入", unit="wan yuan", unit_zh="万元", kind="cumulative"
)
def commercial_income(watch):
    """Paid by developers for land for shops and homes, so far."""
    return float(watch.zone.platform_books[0].commercial_income) / FEN_PER_WAN_YUAN
