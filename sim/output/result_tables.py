"""The columns of the tables in a results folder, and which of them hold words."""

TABLES: dict[str, tuple[str, ...]] = {
    "effects": (
        *("scenario", "package", "outcome", "month", "unit", "kind", "baseline", "estimate", "lo", "hi"),
        *("confidence", "n", "sync", "method", "lo_bootstrap", "hi_bootstrap", "agreement"),
        *("p", "p_adjusted", "lo_simultaneous", "hi_simultaneous", "comparisons"),
    ),
    "summary": (
        *("scenario", "package", "indicator", "month", "unit", "kind", "n", "mean", "sd"),
        *("p05", "p25", "p50", "p75", "p95"),
    ),
    "attribution": (
        *("scenario", "package", "outcome", "month", "unit", "measure", "estimate", "lo", "hi"),
        *("confidence", "n", "method", "orders", "sampling_error"),
        *("alone", "alone_lo", "alone_hi", "last", "last_lo", "last_hi"),
    ),
    "interactions": (
        *("scenario", "outcome", "month", "unit", "first", "second", "estimate", "lo", "hi"),
        *("confidence", "n", "method"),
    ),
    "additionality": (
        *("scenario", "package", "perimeter", "part", "month", "unit", "estimate", "lo", "hi", "share_of_gross"),
        *("share_lo", "share_hi", "usual_lo", "usual_hi", "usual_source", "confidence", "n", "method"),
    ),
    "costs": (
        *("scenario", "package", "per", "month", "unit", "public_outlay", "public_cost", "fiscal_npv", "undelivered"),
        *("effect", "cost", "cost_per_job_year", "lo", "hi", "confidence", "n", "method"),
    ),
    "ranking": (
        *("scenario", "outcome", "month", "unit", "first", "second", "n", "share_above", "share_equal"),
        *("probability", "probability_bootstrap", "estimate", "lo", "hi", "confidence", "method"),
    ),
    "sync": ("scenario", "package", "decision", "share", "n"),
    "winners": (
        *("scenario", "package", "month", "who", "indicator", "unit", "better", "baseline", "estimate", "lo", "hi"),
        *("confidence", "n", "share_better", "share_worse", "verdict", "method"),
    ),
    "flows": (
        *("scenario", "package", "kind", "payer", "payee", "unit", "baseline", "mean", "estimate", "lo", "hi"),
        *("confidence", "n"),
    ),
    "budget": (
        *("scenario", "package", "month", "side", "kind", "unit", "baseline", "mean", "estimate", "lo", "hi"),
        *("confidence", "n"),
    ),
    "measure_costs": (
        *("scenario", "package", "measure", "per", "cost", "month", "unit", "spent", "spent_lo", "spent_hi"),
        *("effect", "effect_lo", "effect_hi", "cost_per_job_year", "lo", "hi", "confidence", "n", "method"),
    ),
    "sensitivity": (
        *("scenario", "package", "outcome", "month", "unit", "number", "number_unit", "low", "high"),
        *("at_low", "at_high", "estimate", "lo", "hi", "share_of_variance", "confidence", "n", "method"),
    ),
    "cost_curve": (
        *("scenario", "package", "per", "cost", "month", "unit", "place", "measure", "job_years", "spent"),
        *("cost_per_job_year", "lo", "hi", "cumulated_job_years", "cumulated_job_years_lo", "cumulated_job_years_hi"),
        *("cumulated_spent", "confidence", "n", "method"),
    ),
    "numbers": ("number", "value", "unit", "low", "high", "source"),
    "baseline": (
        *("scenario", "indicator", "month", "unit", "p05", "p25", "p50", "p75", "p95"),
        *("figure_low", "figure_high", "source", "inside"),
    ),
    "groups": (
        *("scenario", "package", "by", "group", "month", "unit", "baseline", "estimate", "lo", "hi"),
        *("confidence", "n", "method"),
    ),
}
NAMES = (
    "scenario",
    "package",
    "outcome",
    "indicator",
    "measure",
    "first",
    "second",
    "per",
    "cost",
    "unit",
    "kind",
    "method",
    "agreement",
    "orders",
    "decision",
    "perimeter",
    "part",
    "usual_source",
    "who",
    "better",
    "verdict",
    "number",
    "number_unit",
    "source",
    "inside",
    "by",
    "group",
    "payer",
    "payee",
    "side",
)
