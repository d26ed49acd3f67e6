"""What holds for any input: who carries a loss, which cells a plot gets, who is hired (E18, 3.3, 3.6.8)."""

import functools
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from small_worlds import demo

from sim.actors.firm import PRODUCING
from sim.actors.fund import COUNTY_DUE, POOL
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_ZONE
from sim.books import BANK_FIRST, FUND_FIRST, OUTSIDE_AT, PROVINCE_AT
from sim.foundations.luck import new_luck, open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import labour
from sim.markets.bundles import Lending
from sim.markets.waterfall import call_guarantee, split_by_shares
from sim.places.land import CELL, CENTI, LAND, OPEN, SERVICED, TRACT, TRACT_CELLS
from sim.places.parcels import occupy, vacate
from sim.zone import Zone

# Shares in sixty-fourths: what floats make of them is exact, so that the spreadsheet must agree to the fen.
PARTS = 64
FIRMS, PEOPLE = 5, 80
# Many look for a post and most hear of one, so that they compete.
EAGER = {"labour.meeting_share": 0.6, "labour.home_search_share": 0.5, "labour.job_search_share": 0.5}


@functools.cache
def _world() -> Zone:
    """A small zone whose tables the tests fill as they like."""
    firms = {"producing": FIRMS, "workers": PEOPLE // 2}
    return Zone(demo(labour={"reachable_workers": PEOPLE, "county_jobs": 10}, firms=firms), (), 1, 1, EAGER)


def by_largest_remainder(amount: int, parts: list[int]) -> list[int]:
    """Sixty-fourths of an amount in exact fractions: the rest goes to the largest remainders, the first of equals."""
    exact = [Fraction(amount * part, PARTS) for part in parts]
    whole = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda at: (whole[at] - exact[at], at))
    for at in order[: amount - sum(whole)]:
        whole[at] += 1
    return whole


@st.composite
def _sixty_fourths(draw) -> list[int]:
    """Five parts that come to the whole: of fund, province, county, insurer and bank."""
    cuts = sorted(draw(st.lists(st.integers(0, PARTS), min_size=4, max_size=4)))
    return [after - before for before, after in zip([0, *cuts], [*cuts, PARTS], strict=True)]


@given(st.integers(0, 2**40), st.integers(0, 2**40), _sixty_fourths())
def test_shares_are_whole_add_up_and_grow_with_the_loss(loss: int, more: int, parts: list[int]) -> None:
    """Each share is less than a fen from its due; a larger loss takes from nobody but the odd fen that he carried."""
    shares = np.array(parts) / PARTS
    split, larger = split_by_shares(loss, shares), split_by_shares(loss + more, shares)
    assert split.tolist() == by_largest_remainder(loss, parts)
    assert split.sum() == loss
    assert (split >= 0).all()
    assert (np.abs(split - loss * shares) < 1).all()
    assert (larger >= split - 1).all()


def _spreadsheet(loss: int, parts: list[int], group: int, cash: list[int], stakes: list[int], fund_cash: int) -> dict:
    """The waterfall of E18, written as columns: the group, then members' stakes, then shares of the rest."""
    asked = loss * group // 100
    from_group = [min(each, asked // len(cash)) for each in cash] if cash else []
    rest = loss - sum(from_group)
    from_members = min(sum(stakes), rest)
    fund, province, county, insurer, bank = by_largest_remainder(rest - from_members, parts)
    called = from_members + fund
    return {
        "group": from_group,
        "members": from_members,
        "paid by the fund": min(called, fund_cash),
        "owed by the fund": called - min(called, fund_cash),
        "province": province,
        "county": county,
        "insurer": insurer,
        "bank": bank,
    }


@settings(max_examples=150)
@given(
    hundreds=st.integers(0, 10**8),
    parts=_sixty_fourths(),
    group=st.integers(0, 100),
    cash=st.lists(st.integers(0, 10**10), max_size=3),
    stakes=st.lists(st.integers(0, 10**9), max_size=2),
    fund_cash=st.integers(0, 10**10),
)
def test_a_called_guarantee_is_the_spreadsheets(hundreds, parts, group, cash, stakes, fund_cash) -> None:
    """T25: group, members, fund, province, county, insurer and bank carry the whole loss, each what the columns say."""
    zone, loss = _world(), 100 * hundreds
    firms, holders, bank, fund, loan = zone.firms, zone.holders, zone.banks[0], zone.funds[POOL], zone.loans[0]
    firms["stage"][:FIRMS], firms["group"], firms["balance"], firms["member_stake"] = PRODUCING, -1, 0, 0
    firms["group"][: 1 + len(cash)] = 7
    firms["balance"][1 : 1 + len(cash)] = cash
    firms["member_of"], firms["member_stake"][: len(stakes)] = POOL, stakes
    fund.stakes, fund.group_share, fund.cover = sum(stakes), group / 100, parts[0] / PARTS
    fund.province_share, fund.county_share, fund.insurer_share = (each / PARTS for each in parts[1:4])
    bank.unpaid[:] = 0
    loan.fund, loan.bank, loan.cover = POOL, 0, fund.cover
    holders["balance"] = 0
    holders["balance"][FUND_FIRST + POOL] = fund_cash
    tables = zone.tables()
    many = ("loans", "banks", "funds", "holders")
    lending = Lending(*(rows if name in many else rows[0] for name, rows in tables._asdict().items()))
    (rows,), (loans,) = plain_rows(firms), plain_rows(zone.loans)
    lost = call_guarantee(loans[0], loss, rows[0], rows, lending)

    expected = _spreadsheet(loss, parts, group, cash, stakes, fund_cash)
    paid = (np.array(cash, np.int64) - firms["balance"][1 : 1 + len(cash)]).tolist()
    assert paid == expected["group"]
    assert lost == expected["bank"]
    assert fund_cash - holders["balance"][FUND_FIRST + POOL] == expected["paid by the fund"]
    assert bank.unpaid[POOL] == expected["owed by the fund"]
    assert -holders["balance"][PROVINCE_AT] == expected["province"]
    assert bank.unpaid[COUNTY_DUE] == expected["county"]
    assert -holders["balance"][OUTSIDE_AT] == expected["insurer"]
    carried = sum(paid) + expected["paid by the fund"] + expected["owed by the fund"] + expected["province"]
    assert carried + expected["county"] + expected["insurer"] + expected["bank"] == loss
    got = sum(paid) + expected["paid by the fund"] + expected["province"] + expected["insurer"]
    assert holders["balance"][BANK_FIRST] == got
    left = firms["member_stake"][: len(stakes)]
    assert (left >= 0).all()
    assert 0 <= expected["members"] - (sum(stakes) - left.sum()) <= len(stakes)


def _pieces(free: np.ndarray) -> list[int]:
    """Open cells of each connected piece of a grid of tracts."""
    labels, count = ndimage.label(free > 0)
    return [int(free[labels == piece].sum()) for piece in range(1, count + 1)]


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 20), min_size=12, max_size=12),
    st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=12),
)
def test_no_cell_belongs_to_two_plots(opened: list[int], moves: list[tuple[bool, int]]) -> None:
    """Whatever is taken and given back: a plot gets so many cells that were open, and the books of land agree."""
    land, tracts, cells = LAND.rows(1), TRACT.rows(12), CELL.rows(12 * TRACT_CELLS)
    land["columns_of_tracts"], tracts["state"], tracts["free"] = 4, SERVICED, opened
    cells["plot"], cells["state"] = -1, OPEN + 1
    for at, count in enumerate(opened):
        cells["state"][at * TRACT_CELLS : at * TRACT_CELLS + count] = OPEN
    land["bank"] = CENTI * sum(opened)
    rows = (first_row(land), *plain_rows(tracts, cells))
    held: dict[int, int] = {}
    for row, (takes, size) in enumerate(moves):
        before = cells.copy()
        if takes:
            possible = max(_pieces(tracts["free"].reshape(3, 4)), default=0) >= size
            assert (occupy(*rows, row, size) >= 0.0) is possible
            mine = cells["plot"] == row
            assert np.count_nonzero(mine) == (size if possible else 0)
            assert (before["state"][mine] == OPEN).all()
            assert np.array_equal(before[~mine], cells[~mine])
            held |= {row: size} if possible else {}
        elif held:
            oldest = min(held)
            assert vacate(*rows, oldest, held[oldest]) == held[oldest]
            assert (cells["state"][before["plot"] == oldest] == OPEN).all()
            del held[oldest]
        free = (cells["state"] == OPEN).reshape(12, TRACT_CELLS).sum(axis=1)
        assert np.array_equal(tracts["free"], free)
        assert land["bank"][0] == CENTI * free.sum()
        assert np.count_nonzero(cells["plot"] >= 0) == sum(held.values())


@st.composite
def _labour_market(draw) -> dict:
    """People in any places and employers with any number of open posts."""
    seed = draw(st.integers(0, 2**32))
    rng = np.random.default_rng(seed)
    people = draw(st.integers(1, PEOPLE))
    place = rng.choice([AT_HOME, IN_ZONE, IN_COUNTY_JOB, AWAY], PEOPLE, p=[0.6, 0.2, 0.1, 0.1])
    place[people:] = AWAY
    return {
        "seed": seed,
        "place": place,
        "employer": np.where(place == IN_ZONE, rng.integers(0, FIRMS, PEOPLE), -1),
        "posts": draw(st.lists(st.integers(0, 6), min_size=FIRMS, max_size=FIRMS)),
        "county": draw(st.integers(0, 6)),
        "wage": rng.uniform(1.5e5, 3e5, FIRMS),
    }


def _matched(market: dict, people_order: np.ndarray, firm_order: np.ndarray) -> tuple[Zone, dict[int, int]]:
    """A month of the market, with rows in this order; the employer's number of every person, by his number."""
    zone = _world()
    people, firms, county = zone.workers, zone.firms, zone.county_pool
    row_of = np.argsort(firm_order)
    people["number"] = 1 + people_order
    people["place"], people["skill"], people["post"] = market["place"][people_order], 0, 0
    employer = market["employer"][people_order]
    people["employer"] = np.where(employer >= 0, row_of[employer], -1)
    people["distance_km"] = people_order % 20
    people["trade"], people["level"], people["job_taste"], people["bed"], people["tenure"] = -1, 0.6, 0.0, 0, 5
    for name in ("home_taste", "county_taste", "coast_taste", "home_tie"):
        people[name] = 0.0
    firms["stage"][:FIRMS], firms["number"][:FIRMS], firms["trade"][:FIRMS] = PRODUCING, 1 + firm_order, 0
    firms["vintage"][:FIRMS], firms["target"][:FIRMS] = 0.8, 20.0
    firms["open_posts"], firms["applicants"], firms["skilled_posts"] = 0, 0, 0
    firms["open_posts"][:FIRMS] = np.array(market["posts"])[firm_order]
    firms["wage"][:FIRMS] = market["wage"][firm_order]
    firms["workers"] = np.bincount(people["employer"][people["employer"] >= 0], minlength=len(firms))
    county["open_posts"] = county["vacancies"] = market["county"]
    county["workers"], county["wage"] = np.count_nonzero(people["place"] == IN_COUNTY_JOB), 2e5
    zone.environment["trend"] = 1.0
    luck = new_luck(market["seed"])
    open_month(luck, 1)
    county_row, here, numbers = (first_row(each) for each in (county, zone.environment, zone.numbers))
    people_rows, firm_rows, sectors = plain_rows(people, firms, zone.sectors)
    labour.match(people_rows, firm_rows, sectors, county_row, here, numbers, first_row(luck))
    at = people["employer"]
    numbers_of_employers = np.where(at >= 0, firms["number"][at], -people["place"].astype(int))
    return zone, dict(zip(people["number"].tolist(), numbers_of_employers.tolist(), strict=True))


@settings(max_examples=60)
@given(_labour_market())
def test_nobody_is_hired_twice_and_no_post_is_filled_twice(market: dict) -> None:
    """Everybody is in one place; each employer has won no more people than it had posts open."""
    order = np.arange(PEOPLE)
    zone, _ = _matched(market, order, np.arange(FIRMS))
    people, firms, county = zone.workers, zone.firms[:FIRMS], zone.county_pool[0]
    employed = people["place"] == IN_ZONE
    assert np.array_equal(people["employer"] >= 0, employed)
    assert np.array_equal(np.bincount(people["employer"][employed], minlength=FIRMS), firms["workers"])
    assert county.workers == np.count_nonzero(people["place"] == IN_COUNTY_JOB)
    new = employed & (people["tenure"] == 0)
    filled = np.array(market["posts"]) - firms["open_posts"]
    assert (firms["open_posts"] >= 0).all()
    assert np.array_equal(np.bincount(people["employer"][new], minlength=FIRMS), filled)
    came = np.count_nonzero((people["place"] == IN_COUNTY_JOB) & (people["tenure"] == 0))
    assert came == market["county"] - county.open_posts >= 0


@settings(max_examples=60)
@given(_labour_market(), st.randoms(use_true_random=False))
def test_who_is_hired_by_whom_does_not_hang_on_rows(market: dict, random) -> None:
    """The same people and firms in other rows: everybody ends with the same employer."""
    people, firms = list(range(PEOPLE)), list(range(FIRMS))
    _, plain = _matched(market, np.array(people), np.array(firms))
    random.shuffle(people)
    random.shuffle(firms)
    _, shuffled = _matched(market, np.array(people), np.array(firms))
    assert plain == shuffled
