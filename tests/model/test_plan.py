"""The land plan: every cell of the zone is one thing, and what it shows is what the indicators count."""

import json

import numpy as np
import pytest
from small_worlds import demo, three_policies

from sim.indicators import live
from sim.indicators.plan import rectangles_of

MONTHS = (0, 12, 36)


@pytest.fixture(scope="module")
def life():
    return live(demo(), three_policies(), 1, MONTHS[-1], maps_at=MONTHS)


def cells_of(plan, pieces) -> np.ndarray:
    """How many of the pieces lie on each cell of the window."""
    count = np.zeros((plan["window"][1], plan["window"][0]), int)
    for piece in pieces:
        for x, y, w, h in piece["where"]:
            count[y : y + h, x : x + w] += 1
    return count


@pytest.mark.parametrize("month", MONTHS)
def test_villages_and_all_else_together_are_the_zone(life, month):
    plan = life.maps[month]
    zone = sum(plan["cells"].values())
    territory = cells_of(plan, plan["villages"])
    assert territory.max() == 1
    assert territory.sum() == zone
    other = zone - plan["cells"]["fields"]
    assert sum(village["fields"] for village in plan["villages"]) + other == zone


@pytest.mark.parametrize("month", MONTHS)
def test_each_cell_is_one_thing(life, month):
    plan = life.maps[month]
    ground = [piece for piece in plan["ground"] if piece["state"] != "houses"]
    used = cells_of(plan, [*ground, *plan["plots"]])
    roads = np.minimum(cells_of(plan, [{"where": plan["roads"]}]), 1)
    assert (used + roads).max() == 1
    assert roads.sum() == plan["cells"]["roads"]
    assert used.sum() + roads.sum() + plan["cells"]["fields"] == sum(plan["cells"].values())
    assert cells_of(plan, plan["plots"]).sum() == plan["cells"]["plots"]


@pytest.mark.parametrize("month", MONTHS)
def test_the_map_shows_what_the_indicators_count(life, month):
    plan = life.maps[month]

    def at(name):
        return life.series[name][month]

    assert cells_of(plan, [each for each in plan["plots"] if each.get("idle")]).sum() == pytest.approx(at("idle_land"))
    bare = [each for each in plan["plots"] if each["state"] == "bare"]
    assert cells_of(plan, bare).sum() == pytest.approx(at("bare_land"))
    houses = [each for each in plan["ground"] if each["state"] == "houses"]
    assert cells_of(plan, houses).sum() == at("houses_for_compensation")
    assert plan["jobs"] == at("jobs")
    assert plan["built_mu"] / 1500 == pytest.approx(at("built_area"))


def test_plans_are_plain_data(life):
    assert json.loads(json.dumps(life.maps[MONTHS[-1]])) == life.maps[MONTHS[-1]]


def test_rectangles_cover_the_mask_once():
    mask = np.random.default_rng(3).random((9, 11)) < 0.6
    count = np.zeros(mask.shape, int)
    for x, y, w, h in rectangles_of(mask):
        count[y : y + h, x : x + w] += 1
    assert (count == mask).all()
