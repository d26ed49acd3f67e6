"""Training by channel, in firms and by poaching."""

import numpy as np

from sim.actors.school import BRANCH, FIRST_PRIVATE, LAST_PRIVATE, ORDER
from sim.indicators.indicator import indicator

PRIVATE = slice(FIRST_PRIVATE, LAST_PRIVATE + 1)


@indicator(en="Certificates of private schools", zh="民办培训发证人数", unit="persons", unit_zh="人", kind="cumulative")
def private_certificates(watch):
    """Certificates that private schools have given so far."""
    return float(watch.zone.school["graduated_total"][PRIVATE].sum())


@indicator(en="Certificates without the skill", zh="无实际技能的证书", unit="persons", unit_zh="人", kind="cumulative")
def hollow_certificates(watch):
    """Of these, certificates of people who have not learned the skill."""
    return float(watch.zone.school["hollow_total"].sum())


@indicator(en="Graduates of order classes", zh="订单培训结业人数", unit="persons", unit_zh="人", kind="cumulative")
def order_graduates(watch):
    """People who finished a class that a firm ordered, so far."""
    return float(watch.zone.school["graduated_total"][ORDER])


@indicator(en="Orders that firms cancelled", zh="企业取消的订单人数", unit="persons", unit_zh="人", kind="cumulative")
def orders_cancelled(watch):
    """Graduates of order classes whom the firm did not take, so far."""
    return float(watch.zone.school["cancelled_total"][ORDER])


@indicator(en="Graduates of the branch school", zh="分校毕业人数", unit="persons", unit_zh="人", kind="cumulative")
def branch_graduates(watch):
    """People who left the branch school with a diploma, so far."""
    return float(watch.zone.school["graduated_total"][BRANCH])


@indicator(en="Trained in firms", zh="企业自主培训人数", unit="persons", unit_zh="人", kind="cumulative")
def trained_in_firms(watch):
    """People who started in a firm's own base, so far."""
    return float(watch.zone.firms["trained_total"].sum())


@indicator(en="Firms that have trained", zh="开展过自主培训的企业比例", unit="share", unit_zh="比例", kind="share")
def training_firms(watch):
    """Share of producing firms that have ever trained somebody in their own base."""
    return float((watch.producing["trained_total"] > 0).mean()) if len(watch.producing) else float("nan")


@indicator(en="Poachers among firms", zh="挖人企业比例", unit="share", unit_zh="比例", kind="share")
def poaching_firms(watch):
    """Share of producing firms that have won skilled people from other zone firms and never trained one."""
    firms = watch.producing
    poach = (firms["trained_total"] == 0) & (firms["skilled_won"] > 0)
    return float(poach.mean()) if len(firms) else float("nan")


@indicator(en="Skilled who changed firm", zh="技工在企业间流动", unit="persons", unit_zh="人", kind="cumulative")
def skilled_moves(watch):
    """Skilled people who went from one firm of the zone to another, so far."""
    return float(np.sum(watch.zone.firms["skilled_won"]))


@indicator(en="Quit rate of the skilled", zh="技工月流失率", unit="share", unit_zh="比例", kind="share")
def skilled_quit_rate(watch):
    """Share of skilled people in posts who leave their firm in a month, over about a year."""
    return float(watch.zone.environment[0].skilled_quit)
