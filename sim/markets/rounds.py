"""The parts of a month as compiled rounds: tables go in once, and who meets whom is said in order.

A round takes whole tables, one-row tables too, because handing over single rows costs more time than most rules.
"""

from sim.actors.purse import INCENTIVES_LINE, TRAINING_BASE
from sim.foundations.rules import rule
from sim.markets import (
    approvals,
    bases,
    bills,
    bridging,
    chains,
    credit,
    decisions,
    distress,
    founding,
    goods,
    holdup,
    knowledge,
    labour,
    land_score,
    membership,
    payroll,
    pipeline,
    promises,
    promotion,
    reclaim,
    reputation,
    skills,
    training,
    upgrading,
    works,
)
from sim.markets.bundles import first_rows, first_rows_of_ground
from sim.places.factories import revise_rent
from sim.places.outside import turn_month


@rule
def the_world_turns(tables, terms):
    """Cycles, trend and named shocks outside."""
    hands = first_rows(tables)
    turn_month(hands.environment, hands.numbers, terms[0], hands.luck)


@rule
def county_serves(firms, sectors, offices, administration, lines, terms, tables):
    """Officials visit, files move, promises fall due and are honoured as far as this year's money goes."""
    hands, office = first_rows(tables), administration[0]
    environment, numbers, luck = hands.environment, hands.numbers, hands.luck
    holdup.officials_visit(firms, sectors, environment, office, hands.holders, hands.ledger, luck, numbers)
    approvals.files_move(firms, offices, environment, office, hands.holders, hands.ledger, luck, numbers)
    promises.promises_fall_due(firms, environment, office, hands.holders, hands.ledger, numbers)
    promises.treasury_honours(firms, lines[INCENTIVES_LINE], terms[0].honour_order, office, hands)
    environment.credibility = promises.credibility(office, numbers)
    if environment.month == 1:
        environment.take_at_start = environment.take_share
        reputation.satisfaction_moves(firms, sectors, environment, numbers)
        office.reputation_start = reputation.mean_reputation(firms, environment.month, numbers)


@rule
def investors_come(workers, firms, sectors, administration, leads_per_month, terms, tables, ground):
    """Investors hear of the zone, turn serious, compare and sign, with what the county promises today."""
    hands, office, places = first_rows(tables), administration[0], first_rows_of_ground(ground)
    promotion.investors_hear(firms, sectors, hands.environment, office, leads_per_month, hands.numbers, hands.luck)
    founding.workers_found(workers, firms, sectors, hands, places)
    pipeline.leads_become_intents(firms, hands.environment, office, hands.luck, hands.numbers)
    pipeline.intents_sign(firms, sectors, office, terms[0], hands, places)
    promises.promise_at_signing(firms, hands.environment.month, terms[0])


@rule
def firms_borrow(firms, sectors, tables):
    """Promised renewals are paid out, working capital is lent, members come and go, groups form."""
    hands = first_rows(tables)
    bridging.renewals_are_paid_out(firms, hands)
    credit.firms_borrow_working_capital(firms, sectors, hands)
    membership.members_join_and_leave(firms, sectors, hands)
    membership.pool_forms_groups(firms, hands)


@rule
def projects_land_and_build(firms, sectors, tables, ground):
    """Approved projects take land or floor, bring their money together, build."""
    hands, places = first_rows(tables), first_rows_of_ground(ground)
    pipeline.contracts_land(firms, sectors, hands, places)
    pipeline.landed_start(firms, sectors, hands)
    pipeline.projects_build(firms, sectors, hands.environment, hands.holders, hands.ledger, hands.numbers)


@rule
def people_train(workers, firms, sectors, county_pool, schools, lines, tables):
    """Classes go on, seats are filled and paid."""
    hands = first_rows(tables)
    training.classes_go_on(workers, firms, sectors, county_pool[0], schools, lines, hands)
    training.fill_seats(workers, firms, sectors, schools, lines, hands)


@rule
def people_and_firms_meet(workers, firms, sectors, county_pool, jobs_at_start, lines, terms, tables):
    """Posts, layoffs, search, hiring, pay offers, training in firms, learning."""
    hands, county = first_rows(tables), county_pool[0]
    environment, numbers, luck = hands.environment, hands.numbers, hands.luck
    labour.county_jobs_left(county, environment, jobs_at_start, numbers)
    labour.everybody_posts(firms, sectors, county, environment, numbers)
    labour.lay_off_surplus(firms, workers, luck, numbers)
    labour.match(workers, firms, sectors, county, environment, numbers, luck)
    labour.revise_wages(firms, county, environment, luck, numbers)
    subsidy_share = terms[0].base_subsidy_share if lines[TRAINING_BASE].left > 0 else 0.0
    bases.firms_choose_to_train(firms, sectors, subsidy_share, environment, numbers)
    skills.people_learn_and_forget(workers, firms, sectors, environment, luck, numbers)
    bases.pay_for_bases(firms, lines[TRAINING_BASE], subsidy_share, hands)
    environment.match = skills.mean_match(firms, environment)


@rule
def firms_make_and_sell(firms, sectors, links, tables, ground):
    """Suppliers are sought, peers met; output, sales, bills to customers and from suppliers."""
    hands, places = first_rows(tables), first_rows_of_ground(ground)
    chains.firms_seek_suppliers(firms, sectors, links, hands, places)
    knowledge.anchors_teach(firms, sectors, links, hands.numbers)
    knowledge.firms_meet_and_learn(firms, sectors, links, hands, places)
    goods.firms_make_and_sell(firms, sectors, hands.environment, hands.holders, hands.ledger, hands.luck, hands.numbers)
    hands.environment.fill = goods.mean_fill(firms, sectors, hands.environment)


@rule
def everybody_is_paid(workers, firms, tables):
    """Wages everywhere, and what households spend."""
    hands = first_rows(tables)
    payroll.pay_people(workers, firms, hands.environment, hands.holders, hands.ledger, hands.numbers)


@rule
def bills_and_banks_are_paid(firms, sectors, tables, ground):
    """Taxes, power, suppliers, rent; then banks and private lenders."""
    hands, places = first_rows(tables), first_rows_of_ground(ground)
    bills.firms_pay_bills(firms, sectors, hands, places)
    bills.service_loans(firms, sectors, hands)
    bridging.firms_serve_private_lenders(firms, sectors, hands)


@rule
def firms_decide(firms, sectors, terms, lines, tables, ground):
    """Newer machines and marks; arrears, gambles, replacement, additions, dividends."""
    hands = first_rows(tables)
    upgrading.firms_look_ahead(firms, sectors, terms[0], lines, hands)
    decisions.firms_decide(firms, sectors, hands, first_rows_of_ground(ground))


@rule
def the_failed_close(firms, sectors, workers, terms, tables, ground):
    """Firms that banks call or owners give up close; land comes back; rents follow vacancy. How many closed."""
    hands, places = first_rows(tables), first_rows_of_ground(ground)
    for bank in hands.banks:
        bank.losses = 0
    closed = distress.firms_fail(firms, workers, terms[0].anchor_leaves, hands, places)
    land_score.rank_by_land(firms, sectors, hands.environment, hands.numbers)
    reclaim.land_comes_back(firms, sectors, hands, places)
    distress.abandon_lost_projects(firms, hands, places)
    revise_rent(places.market, hands.numbers, hands.environment.calendar_month)
    return closed


@rule
def word_goes_round(firms, sectors, administration, infrastructure, tables):
    """The closed have nothing more to ask; satisfaction moves; loads on power, sewage and roads are read."""
    hands, office = first_rows(tables), administration[0]
    promises.cancel_for_the_closed(firms, office, hands.holders, hands.ledger)
    reputation.satisfaction_moves(firms, sectors, hands.environment, hands.numbers)
    office.reputation = reputation.mean_reputation(firms, hands.environment.month, hands.numbers)
    works.measure_loads(firms, sectors, hands.environment, infrastructure[0], hands.numbers)
