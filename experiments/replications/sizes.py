"""Replications about the spread of firms: growth rates (R9) and sizes under chance alone (R10)."""

import numpy as np

from experiments.replications.claims import ABOVE, Claim, Replication
from experiments.replications.spread import (
    deviation,
    growth_rates,
    last_sizes,
    log_sizes,
    moments,
    slope,
    subbotin_shape,
    tent_over_bell,
    volatility_slope,
)

ZHEJIANG, CHANCE = "zhejiang-2008", "replication-gibrat"
FIRST_YEARS = 60
Firms = dict[int, np.ndarray]


def tent(firms: Firms, key: str = "sales") -> float:
    """How much better a tent fits growth than a bell, from year 5 on."""
    return tent_over_bell(growth_rates(firms, key, FIRST_YEARS)[0])


def kurtosis(firms: Firms, key: str = "sales") -> float:
    """Excess kurtosis of growth from year 5 on."""
    return moments(growth_rates(firms, key, FIRST_YEARS)[0])[1]


def shape(firms: Firms, key: str = "sales") -> float:
    """Subbotin shape of growth from year 5 on."""
    return subbotin_shape(growth_rates(firms, key, FIRST_YEARS)[0])


def growth_on_size(firms: Firms) -> float:
    """Slope of growth of sales on log sales of the year before."""
    rates, before = growth_rates(firms, "sales", FIRST_YEARS)
    return slope(before, rates)


R9 = Replication(
    number=9,
    file="r09-growth-rates",
    title="Bottazzi and Secchi, K+S, BAM: tents and tails",
    published="Yearly growth rates of firms are tent-shaped (Laplace) in all manufacturing sectors (Bottazzi and"
    " Secchi, LEM working paper 2002/20); for China too, and their spread falls with size (rows 2.1 and 2.5 of the"
    " literature notes: Subbotin shape 0.7 to 1.3). Sizes are skewed. K+S and BAM reproduce both.",
    setting="Zhejiang 2008, 400 firms, 15 years without a policy. Growth of yearly sales from year 5 on, of firms with"
    " two full years, less the mean of trade and year, within each life.",
    claims=(
        Claim(
            "sales growth: log likelihood of a tent less that of a bell",
            "per firm-year",
            lambda lives: lives.of_firms(tent, ZHEJIANG),
            ABOVE,
        ),
        Claim("sales growth: excess kurtosis", "", lambda lives: lives.of_firms(kurtosis, ZHEJIANG), ABOVE),
        Claim(
            "sales growth: Subbotin shape (1 tent, 2 bell)",
            "",
            lambda lives: lives.of_firms(shape, ZHEJIANG),
            (0.7, 1.3),
        ),
        Claim(
            "size in staff: skewness",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(last_sizes(firms, "workers"))[0], ZHEJIANG),
            ABOVE,
        ),
        Claim(
            "staff growth: log likelihood of a tent less that of a bell",
            "per firm-year",
            lambda lives: lives.of_firms(lambda firms: tent(firms, "workers"), ZHEJIANG),
        ),
        Claim(
            "staff growth: Subbotin shape",
            "",
            lambda lives: lives.of_firms(lambda firms: shape(firms, "workers"), ZHEJIANG),
        ),
        Claim(
            "sales growth: standard deviation",
            "log points",
            lambda lives: lives.of_firms(
                lambda firms: deviation(growth_rates(firms, "sales", FIRST_YEARS)[0]), ZHEJIANG
            ),
        ),
        Claim(
            "how the log of that spread changes with log size (China and elsewhere: −0.12 to −0.25)",
            "",
            lambda lives: lives.of_firms(
                lambda firms: volatility_slope(*growth_rates(firms, "sales", FIRST_YEARS)), ZHEJIANG
            ),
        ),
    ),
    why="Growth of sales is a bell, almost exactly normal, and this was put in: ability moves by normal draws of one"
    " spread for every firm (equation E8, `firm.productivity_shock`), so nothing makes the mixture of quiet and wild"
    " years, or of small and large firms, that a tent needs. The research notes had asked for Laplace draws. What"
    " firms decide themselves is a tent: growth of staff has shape 1, since most stand still while a few add a"
    " quarter of their posts or lose people. The spread hardly falls with size, because a large firm is no sum of"
    " parts that move apart. Skewed sizes are an input (entrants are drawn so), no finding.",
)

R10 = Replication(
    number=10,
    file="r10-gibrat",
    title="Gibrat: chance alone makes log-normal sizes",
    published="If growth is drawn without regard to size and entry and exit are random, sizes become log-normal (Gibrat"
    " 1931, as the design gives it).",
    setting="`replication-gibrat`: Zhejiang 2008 with one trade, all firms of one size and ability on the first day,"
    " ability a random walk (3 % a month); no lessons, links, new technology, additions, common demand shocks, and no"
    " selection: thick margins, and who closes, closes by lot (0.5 % a month). 15 years. Size is a year's sales. Beside"
    " it the zone with all its mechanisms.",
    claims=(
        Claim(
            "chance alone, firms of the first day: skewness of log size",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(log_sizes(firms, "sales", True))[0], CHANCE),
            (-0.3, 0.3),
        ),
        Claim(
            "chance alone, firms of the first day: excess kurtosis of log size",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(log_sizes(firms, "sales", True))[1], CHANCE),
            (-0.6, 0.6),
        ),
        Claim(
            "chance alone: slope of growth on log size",
            "",
            lambda lives: lives.of_firms(growth_on_size, CHANCE),
            (-0.05, 0.05),
        ),
        Claim(
            "chance alone, firms of the first day: standard deviation of log size",
            "log points",
            lambda lives: lives.of_firms(lambda firms: deviation(log_sizes(firms, "sales", True)), CHANCE),
        ),
        Claim(
            "chance alone, all firms: skewness of log size",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(log_sizes(firms, "sales"))[0], CHANCE),
        ),
        Claim(
            "chance alone, all firms: excess kurtosis of log size",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(log_sizes(firms, "sales"))[1], CHANCE),
        ),
        Claim("chance alone: firms at year 15", "firms", lambda lives: lives.at("firms", 180, CHANCE)),
        Claim(
            "all mechanisms: skewness of log size",
            "",
            lambda lives: lives.of_firms(lambda firms: moments(log_sizes(firms, "sales"))[0], ZHEJIANG),
        ),
        Claim(
            "all mechanisms: slope of growth on log size",
            "",
            lambda lives: lives.of_firms(growth_on_size, ZHEJIANG),
        ),
    ),
    why="The small slope of growth on size is that of yearly sums of a monthly random walk, whose growth rates are"
    " correlated by one quarter (Working 1960: 0.017 over these years), and not of firms. Entry and exit by lot leave"
    " the shape as it is: after 15 years the firms of all ages together are log-normal too, since all came at one"
    " size. With all mechanisms on, sizes lean to the right and the larger grow a little less.",
)
