"""Replications about people: who gains from training (R1), and who trains (R4)."""

import numpy as np

from experiments.replications.claims import ABOVE, BELOW, Claim, Replication
from experiments.replications.lives import Lives

OPEN, SHUT = "luoshan-2011", "replication-closed"
STAY, USUAL, MOVE = "replication-stay", "zhumadian-2015", "replication-move"


def output_gain(lives: Lives, scenario: str, package: str) -> np.ndarray:
    """What a package changes in the zone's output of years 6 to 10, in per cent of the mean without it."""
    without = lives.mean("output", 61, 120, scenario)
    return 100.0 * (lives.mean("output", 61, 120, scenario, package) - without) / without.mean()


R1 = Replication(
    number=1,
    file="r01-training-leaks",
    title="Dawid, Harting, Neugart: training leaks to the strong region",
    published="With fully integrated labour markets, training in the weak region helps the strong one and lowers"
    " production in the weak one; subsidies for newer machines raise it. With separate labour markets both help."
    " (Economic convergence: policy implications from a heterogeneous agent model, J. Economic Dynamics and Control,"
    " 2014, doi 10.1016/j.jedc.2014.04.004, abstract.)",
    setting="Luoshan 2011 for ten years, with the way to the coast open as usual (`luoshan-2011`) and with nobody"
    " leaving or coming back (`replication-closed`). *Training*: the public school, 4.14 M yuan a year from the second"
    " year on. *Machines*: the same sum stands ready for 40 % of the price of newer ones. Output is the mean of years"
    " 6 to 10.",
    claims=(
        Claim(
            "open: training, skilled people on the coast at year 10",
            "persons",
            lambda lives: lives.gain("skilled_away", 120, OPEN, "training"),
            ABOVE,
        ),
        Claim("open: training, output of the zone", "%", lambda lives: output_gain(lives, OPEN, "training"), BELOW),
        Claim("closed: training, output of the zone", "%", lambda lives: output_gain(lives, SHUT, "training"), ABOVE),
        Claim("open: machines, output of the zone", "%", lambda lives: output_gain(lives, OPEN, "machines"), ABOVE),
        Claim("closed: machines, output of the zone", "%", lambda lives: output_gain(lives, SHUT, "machines"), ABOVE),
        Claim(
            "training, output: open less closed",
            "points",
            lambda lives: output_gain(lives, OPEN, "training") - output_gain(lives, SHUT, "training"),
        ),
        Claim(
            "open: training, graduates by year 10",
            "persons",
            lambda lives: lives.gain("graduates", 120, OPEN, "training"),
        ),
        Claim(
            "open: training, skilled people in the zone at year 10",
            "persons",
            lambda lives: lives.gain("skilled_in_zone", 120, OPEN, "training"),
        ),
        Claim(
            "open: training, skilled people at home or in county jobs at year 10",
            "persons",
            lambda lives: lives.gain("skilled_in_county", 120, OPEN, "training"),
        ),
        Claim(
            "open: training, skilled posts filled, mean of years 6 to 10",
            "points",
            lambda lives: 100 * lives.gain_of_mean("skilled_share", 61, 120, OPEN, "training"),
        ),
        Claim(
            "closed: training, skilled people in the zone at year 10",
            "persons",
            lambda lives: lives.gain("skilled_in_zone", 120, SHUT, "training"),
        ),
        Claim(
            "open: training, people trained in firms by year 10",
            "persons",
            lambda lives: lives.gain("trained_in_firms", 120, OPEN, "training"),
        ),
        Claim(
            "open: machines, renewals by year 10", "steps", lambda lives: lives.gain("upgrades", 120, OPEN, "machines")
        ),
    ),
    why="The leak is there: of ten people made skilled, one or two are on the coast and one or two in the zone at"
    " year 10, most are at home or in county jobs. The rest of the finding is not, because training changes hardly"
    " anything that the zone makes: firms whose skilled posts stay free train for themselves, public courses replace"
    " a good part of that (fewer people trained in firms), and the share of skilled posts filled moves by a fraction"
    " of a point. Nor can the zone lose by the coast's gain: in the publication the strong region then takes market"
    " share by lower prices; here the coast is a wage without firms, and prices stay at the reference"
    " (`docs/departures.md`). Newer machines raise output where people may leave; where they may not, the sign is the"
    " same and cannot be told from zero.",
)

R4 = Replication(
    number=4,
    file="r04-trainers-and-poachers",
    title="Ballot and Taymaz: trainers and poachers",
    published="Firms that train and firms that poach live side by side, and what it costs people to change jobs"
    " decides how many train (Ballot and Taymaz 2000, as the research notes give it; their text was not at hand).",
    setting="Zhumadian 2015, 80 firms, for ten years without policies. People with a job look for another at 3 % a"
    " month as usual, at 1 % (`replication-stay`) and at 9 % (`replication-move`). A poacher has won skilled people"
    " from other firms of the zone and has never trained one.",
    claims=(
        Claim(
            "trainers among producing firms at year 10",
            "%",
            lambda lives: 100 * lives.at("training_firms", 120, USUAL),
            (0.0, 100.0),
        ),
        Claim(
            "poachers among producing firms at year 10",
            "%",
            lambda lives: 100 * lives.at("poaching_firms", 120, USUAL),
            (0.0, 100.0),
        ),
        Claim(
            "people move rather than stay: trained in firms by year 10",
            "persons",
            lambda lives: lives.at("trained_in_firms", 120, MOVE) - lives.at("trained_in_firms", 120, STAY),
            BELOW,
        ),
        Claim(
            "people move rather than stay: trainers among firms",
            "points",
            lambda lives: 100 * (lives.at("training_firms", 120, MOVE) - lives.at("training_firms", 120, STAY)),
            BELOW,
        ),
        Claim(
            "people move rather than stay: poachers among firms",
            "points",
            lambda lives: 100 * (lives.at("poaching_firms", 120, MOVE) - lives.at("poaching_firms", 120, STAY)),
        ),
        Claim(
            "people stay: quit rate of the skilled, mean of years 2 to 10",
            "% a month",
            lambda lives: 100 * lives.mean("skilled_quit_rate", 13, 120, STAY),
        ),
        Claim(
            "people move: quit rate of the skilled, mean of years 2 to 10",
            "% a month",
            lambda lives: 100 * lives.mean("skilled_quit_rate", 13, 120, MOVE),
        ),
        Claim(
            "people move rather than stay: skilled posts filled, mean of years 2 to 10",
            "points",
            lambda lives: (
                100 * (lives.mean("skilled_share", 13, 120, MOVE) - lives.mean("skilled_share", 13, 120, STAY))
            ),
        ),
    ),
    why="Both kinds live side by side, and where people move there are more poachers; but hardly fewer train,"
    " although the skilled leave half as often again. A skilled head gains the firm so much more than the course"
    " costs that training pays at either rate of quits: the firm keeps what the head adds less the premium"
    " (`base.kept_share`), where the design gave it half of a small gain and a threshold of 2.7 % a month (E30). What"
    " mobility changes is who ends with the skilled: fewer skilled posts are filled. Whoever finds the publication's"
    " threshold too far away here should look at that number first.",
)
