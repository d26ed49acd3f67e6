"""Skill: how well a person matches a firm's technology, learning on the job, forgetting (MODEL.md 3.6.9, E29)."""

from sim.actors.firm import PRODUCING
from sim.actors.worker import IN_COURSE, IN_ZONE
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp, log, power
from sim.foundations.rules import rule
from sim.markets.bases import base_months
from sim.markets.search import way_to_work

RISES = decision("worker.rises_on_the_job", who="worker", law="yes with the monthly share that becomes skilled")
BASE = decision("worker.starts_in_base", who="worker", law="yes with the share that the firm trains")
GETS_BED = decision("worker.gets_bed", who="worker", law="yes with beds over those who want one")
GETS_POST = decision(
    "worker.gets_skilled_post", who="worker", law="yes with skilled posts open over skilled people waiting"
)


@rule
def match_of_level(level, vintage, numbers):
    """Output per head against a fully skilled one: min(1, (level/vintage)^0.7)."""
    if level >= vintage:
        return 1.0
    return power(level / vintage, numbers.firm_skill_exponent)


@rule
def skill_match(worker, firm, numbers):
    """The match if this person worked in this firm today."""
    level = worker.level if worker.trade == firm.trade else numbers.skill_start_level
    return match_of_level(max(level, numbers.skill_start_level), firm.vintage, numbers)


@rule
def drop_skill_of_other_trade(worker, trade, numbers):
    """Whoever changes trade starts again at the level of a beginner."""
    if worker.trade != trade:
        worker.trade = trade
        worker.level = numbers.skill_start_level
    worker.level = max(worker.level, numbers.skill_start_level)


@rule
def learn(worker, firm, gain, luck, numbers):
    """A month on the job closes part of the gap to the firm's technology; the able are promoted."""
    worker.tenure += 1
    if worker.course_left > 0:
        worker.course_left -= 1
        if worker.course_left == 0:
            firm.in_base -= 1
            worker.skill = 1
            worker.level = max(worker.level, min(firm.vintage, worker.level + numbers.base_gain))
    elif worker.skill == 0 and firm.train_share > 0.0:
        if draw(luck, BASE, worker.number, 0) < firm.train_share:
            worker.course_left = base_months(numbers)
            worker.trained = 1
            firm.in_base += 1
            firm.base_started += 1
    if worker.level < firm.vintage:
        worker.level += (firm.vintage - worker.level) * gain
    able = worker.level >= numbers.labour_promotion_level * firm.vintage
    if worker.skill == 0 and able and draw(luck, RISES, worker.number, 0) < numbers.labour_promotion_share:
        worker.skill = 1
    if worker.skill == 1 and worker.post == 0:
        if draw(luck, GETS_POST, worker.number, 0) < firm.post_chance:
            worker.post = 1
            firm.skilled_posts += 1
        else:
            firm.skilled_waiting += 1


@rule
def look_for_bed(worker, environment, luck, numbers):
    """Who would save by living near the zone gets a bed by lot, as far as beds are free."""
    if worker.bed == 0 and way_to_work(worker, environment, numbers) > environment.bed_price:
        if environment.bed_chance >= 1.0 or draw(luck, GETS_BED, worker.number, 0) < environment.bed_chance:
            worker.bed = 1
        else:
            environment.beds_wanted += 1.0
    environment.beds_taken += worker.bed


@rule
def weight_of_post(worker, trade, numbers):
    """A head in a skilled post weighs what it is paid; with the trade's usual mix the mean weight is 1."""
    premium = numbers.firm_skilled_premium
    return (1.0 + premium * worker.post) / (1.0 + premium * trade.skilled_share)


@rule
def people_learn_and_forget(workers, firms, sectors, environment, luck, numbers):
    """Learning in a firm, forgetting out of the trade; each firm's effective staff is counted anew."""
    free = environment.beds - environment.beds_taken
    environment.bed_chance = max(0.0, min(1.0, free / max(1.0, environment.beds_wanted)))
    environment.beds_taken, environment.beds_wanted = 0.0, 0.0
    gain = 1.0 - exp(-log(2.0) / numbers.skill_learning_months)
    for firm in firms:
        firm.effective = 0.0
        free = sectors[firm.trade].skilled_share * firm.target - firm.skilled_posts
        firm.post_chance = max(0.0, free / max(1, firm.skilled_waiting))
        firm.skilled_waiting = 0
    for worker in workers:
        if worker.place == IN_ZONE:
            firm = firms[worker.employer]
            trade = sectors[firm.trade]
            learn(worker, firm, gain, luck, numbers)
            look_for_bed(worker, environment, luck, numbers)
            firm.effective += weight_of_post(worker, trade, numbers) * skill_match(worker, firm, numbers)
        elif worker.place != IN_COURSE and worker.level > numbers.skill_floor:
            worker.level = max(numbers.skill_floor, worker.level * (1.0 - numbers.skill_decay_per_month))


@rule
def count_effective_staff(workers, firms, sectors, numbers):
    """Each firm's staff of the first day, in heads that match its technology fully."""
    for firm in firms:
        firm.effective = 0.0
    for worker in workers:
        if worker.place == IN_ZONE:
            firm = firms[worker.employer]
            weight = weight_of_post(worker, sectors[firm.trade], numbers)
            firm.effective += weight * skill_match(worker, firm, numbers)


@rule
def mean_match(firms, environment):
    """Mean skill match of the zone's staff, as a new investor would be told."""
    staff, effective = 0.0, 0.0
    for firm in firms:
        if firm.stage == PRODUCING and firm.workers > 0:
            staff += firm.workers
            effective += firm.effective / environment.skill_match_start[firm.trade]
    return effective / staff if staff > 0.0 else 1.0
