"""Replications about zones: what grows a cluster (R2), critical mass (R3), several estates (R7), distance (R8)."""

import numpy as np

from experiments.replications.claims import ABOVE, Claim, Replication
from experiments.replications.lives import Lives

USUAL, EXPORT, LAND = "luoshan-2011", "replication-export", "replication-land"
FEW, MANY = "garments-few", "garments-many"
YONGCHENG = "yongcheng-2010"


def between(lives: Lives, name: str, month: int, world: str, usual: str = USUAL) -> np.ndarray:
    """One world less another on the same replicates."""
    return lives.at(name, month, world) - lives.at(name, month, usual)


R2 = Replication(
    number=2,
    file="r02-cluster-policy",
    title="Teekasap: institute and exports first, land later",
    published="A cluster grows faster and larger where potential exports are high and a training institute for firms is"
    " set up; a larger industrial park enlarges it too, but takes longer. (Cluster formation and government policy:"
    " system dynamics approach, 27th International System Dynamics Conference, 2009, abstract.)",
    setting="Luoshan 2011 for 15 years. *Exports*: a tenth more demand from the second year on (`replication-export`)."
    " *Land*: twice the planned area, yearly approvals and budget of works (`replication-land`), both against"
    " `luoshan-2011` on the same seeds. *Institute*: 4.14 M yuan a year of public training and 3 M of support for newer"
    " machines. Soon is year 5, late is year 15.",
    claims=(
        Claim("exports, jobs at year 5", "jobs", lambda lives: between(lives, "jobs", 60, EXPORT), ABOVE),
        Claim("exports, jobs at year 15", "jobs", lambda lives: between(lives, "jobs", 180, EXPORT), ABOVE),
        Claim("institute, jobs at year 5", "jobs", lambda lives: lives.gain("jobs", 60, USUAL, "institute"), ABOVE),
        Claim("institute, jobs at year 15", "jobs", lambda lives: lives.gain("jobs", 180, USUAL, "institute"), ABOVE),
        Claim("land, jobs at year 15", "jobs", lambda lives: between(lives, "jobs", 180, LAND), ABOVE),
        Claim(
            "land, jobs: gain of year 15 less gain of year 5",
            "jobs",
            lambda lives: between(lives, "jobs", 180, LAND) - between(lives, "jobs", 60, LAND),
            ABOVE,
        ),
        Claim("land, jobs at year 5", "jobs", lambda lives: between(lives, "jobs", 60, LAND)),
        Claim(
            "exports, output a month, mean of year 5",
            "wan yuan",
            lambda lives: lives.mean("output", 49, 60, EXPORT) - lives.mean("output", 49, 60, USUAL),
        ),
        Claim(
            "exports, output a month, mean of year 15",
            "wan yuan",
            lambda lives: lives.mean("output", 169, 180, EXPORT) - lives.mean("output", 169, 180, USUAL),
        ),
        Claim("exports, firms at year 15", "firms", lambda lives: between(lives, "firms", 180, EXPORT)),
        Claim("institute, firms at year 15", "firms", lambda lives: lives.gain("firms", 180, USUAL, "institute")),
        Claim("land, firms at year 15", "firms", lambda lives: between(lives, "firms", 180, LAND)),
        Claim("land, serviced land on offer at year 15", "mu", lambda lives: between(lives, "land_bank", 180, LAND)),
        Claim(
            "without either, land wanted and not found, mean of all years",
            "mu",
            lambda lives: lives.mean("land_queue", 1, 180, USUAL),
        ),
        Claim(
            "institute, newer machines by year 15",
            "steps",
            lambda lives: lives.gain("upgrades", 180, USUAL, "institute"),
        ),
        Claim(
            "without either, posts not filled at year 15",
            "%",
            lambda lives: 100 * lives.at("open_posts", 180, USUAL),
        ),
    ),
    why="Six lives an arm leave wide intervals, so this is not told from nothing rather than told to be nothing; only"
    " the institute's loss of jobs late is clear. What can be seen: more demand is served at once, by about a"
    " twentieth more output in year 5, from capacity and staff that were not fully used, so it brings sales and no"
    " jobs; late, a fifth of posts stands open, and what is not staffed cannot be sold. In the publication workers"
    " come as the cluster pays more; here the pool of people is closed (`docs/departures.md`). The institute adds two"
    " or three renewals in 15 years, as nearly all who renew would have done so, and trains people whom firms would"
    " have trained (R1). Land was wanted and not found in this zone, and twice the budget leaves more of it on offer,"
    " but no more firms come to be: leads, offices and money come before it, people after it.",
)

R3 = Replication(
    number=3,
    file="r03-critical-mass",
    title="Brenner: two stable states and a critical mass",
    published="Where local processes feed on themselves (spin-offs, local skill, spill-overs) an industry has two"
    " stable states in a region, with and without a cluster, and a critical mass between them; so a push beyond it"
    " lasts when it ends. (Brenner, JASSS 4/3/4, 2001, and Local industrial clusters, 2004, as the research notes"
    " give them.)",
    setting="A made-up zone of one trade with 5 garment firms (`garments-few`) and with 40 (`garments-many`), for 20"
    " years; links, founders, lessons and word of mouth are on. *Anchors*: large firms are called on at full strength"
    " for five years and half of the land price and of county taxes is promised and paid to whoever signs, then no"
    " more. A push of promotion and factories was tried before (`critical-mass`, `docs/land-and-chains.md`).",
    claims=(
        Claim(
            "firms, many less few: at year 20 less at the start (two states do not come closer)",
            "firms",
            lambda lives: between(lives, "firms", 240, MANY, FEW) - between(lives, "firms", 0, MANY, FEW),
            ABOVE,
        ),
        Claim(
            "few, anchors for five years: firms at year 20",
            "firms",
            lambda lives: lives.gain("firms", 240, FEW, "anchors"),
            ABOVE,
        ),
        Claim(
            "few, anchors for five years: jobs at year 20",
            "jobs",
            lambda lives: lives.gain("jobs", 240, FEW, "anchors"),
            ABOVE,
        ),
        Claim("few: firms at year 20", "firms", lambda lives: lives.at("firms", 240, FEW)),
        Claim("many: firms at year 20", "firms", lambda lives: lives.at("firms", 240, MANY)),
        Claim("few, anchors: firms at year 8", "firms", lambda lives: lives.gain("firms", 96, FEW, "anchors")),
        Claim("few, anchors: jobs at year 8", "jobs", lambda lives: lives.gain("jobs", 96, FEW, "anchors")),
        Claim(
            "few, anchors: followers at year 20", "firms", lambda lives: lives.gain("followers", 240, FEW, "anchors")
        ),
        Claim("few: founders by year 20", "persons", lambda lives: lives.at("founders", 240, FEW)),
        Claim("few: firms of founders at year 20", "firms", lambda lives: lives.at("founded", 240, FEW)),
        Claim("many: founders by year 20", "persons", lambda lives: lives.at("founders", 240, MANY)),
        Claim("many: firms of founders at year 20", "firms", lambda lives: lives.at("founded", 240, MANY)),
        Claim(
            "files waiting for approval, mean: many less few",
            "projects",
            lambda lives: lives.mean("files_waiting", 1, 240, MANY) - lives.mean("files_waiting", 1, 240, FEW),
        ),
    ),
    why="Few and many come closer, so there is no critical mass, as before (`docs/land-and-chains.md`); and the"
    " subsidy leaves fewer firms when it has ended, not more. What should feed on itself is shut at the gate of"
    " credit: dozens of workers set out to found a firm in twenty years and hardly one begins. What comes from"
    " outside does not depend on the zone's size: one queue of investors, of the same length for both, who wait for"
    " offices and land. And anchors crowd: at year 8 the subsidised zone has more firms and many more jobs, at year"
    " 20 fewer firms with at best a few more jobs, for large firms hold people and land that small ones would have"
    " had; almost no followers come. Success brings no second wave, but a full zone.",
)

R7 = Replication(
    number=7,
    file="r07-estates",
    title="Fonseca and others: one coordinated estate or many poor ones",
    published="Firms relocate among estates of four municipalities by facilities, amenities, access and land price."
    " Coordinated qualification makes more estates attractive and fills more lots; spreading poor estates attracts few."
    " (JASSS 18/4/13, 2015, abstract.)",
    setting="Neighbours are a reduced form: firms that settle there have jobs, and neither land, queues nor money. So"
    " neither several estates of different quality nor relocation among them can be asked. What can: in Yongcheng 2010,"
    " for ten years, neighbours send their projects to the one zone for a fifth of the taxes (*gather*), the zone's"
    " offices work better (*quality*: agents, one person more an office, parallel approval), or both.",
    claims=(
        Claim(
            "gather: job-years of county and neighbours by year 10",
            "job-years",
            lambda lives: lives.gain("wide_job_years", 120, YONGCHENG, "gather"),
        ),
        Claim(
            "quality: job-years of county and neighbours by year 10",
            "job-years",
            lambda lives: lives.gain("wide_job_years", 120, YONGCHENG, "quality"),
        ),
        Claim(
            "gather beside quality: job-years of county and neighbours",
            "job-years",
            lambda lives: (
                lives.at("wide_job_years", 120, YONGCHENG, "both")
                - lives.at("wide_job_years", 120, YONGCHENG, "quality")
            ),
        ),
        Claim("gather: firms in the zone", "firms", lambda lives: lives.gain("firms", 120, YONGCHENG, "gather")),
        Claim("quality: firms in the zone", "firms", lambda lives: lives.gain("firms", 120, YONGCHENG, "quality")),
        Claim("both: firms in the zone", "firms", lambda lives: lives.gain("firms", 120, YONGCHENG, "both")),
        Claim(
            "gather: firms with the neighbours",
            "firms",
            lambda lives: lives.gain("neighbour_firms", 120, YONGCHENG, "gather"),
        ),
    ),
    why="What can be asked points both ways. A better zone fills: with better offices some twenty firms more produce,"
    " and county and neighbours together gain. Gathering the neighbours' projects in one zone costs both together,"
    " with good offices as without: of eight firms that the neighbours lose the zone starts two to five, since a"
    " project waits here for approval, land and money, while with the neighbours, who have no queues in the model, it"
    " would simply have opened (`docs/land-and-chains.md`). That second number is the price of the reduced form, so"
    " read the sign with care and the size not at all. R7 waits for a model of several zones.",
    can_be_asked=False,
)

R8 = Replication(
    number=8,
    file="r08-distance",
    title="Filatova, Parker, van der Veen (Alonso): land prices fall with distance",
    published="Where buyers bid for land and sellers ask, prices and density fall with distance from the centre, as in"
    " Alonso's city. (Filatova, Parker, van der Veen, JASSS 12/1/3, 2009, as the research notes give it.)",
    setting="A mu has one listed price wherever it lies, and nobody bids; so no price by distance exists. What can be"
    " asked is which plots go first: where a new plot lies among the tracts on offer, 0 for the nearest to the gate, 1"
    " for the farthest, 0.5 for a choice without regard to distance. Luoshan 2011 for ten years, at the usual and at"
    " three times the price.",
    claims=(
        Claim(
            "place of new plots among those on offer, mean of ten years (0.5: distance does not matter)",
            "",
            lambda lives: lives.mean("plots_taken", 1, 120, USUAL),
        ),
        Claim(
            "the same at three times the price, less the usual",
            "",
            lambda lives: lives.gain_of_mean("plots_taken", 1, 120, USUAL, "dear"),
        ),
    ),
    why="There is nothing to bid for: the county lists one price, and rivals for one plot are rare in the documents"
    " (`docs/departures.md`). New plots lie a little nearer than chance, and three times the price changes nothing"
    " about that, so it is no taste for the gate: the register gives a buyer the tract with least room to spare, and"
    " roads open near tracts first, so these are partly filled. R8 waits for an auction of plots.",
    can_be_asked=False,
)
