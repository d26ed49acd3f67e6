"""Every word and sentence of charts, maps and answers, in both languages."""

from collections.abc import Iterable

LANGS = ("en", "zh")

WORDS: dict[str, dict[str, str]] = {
    # small words
    "baseline": {"en": "Baseline", "zh": "基准情景"},
    "net job-years": {"en": "Net job-years", "zh": "净就业人年"},
    "to": {"en": "{lo} to {hi}", "zh": "{lo} 至 {hi}"},
    "and": {"en": " and ", "zh": "和"},
    "comma": {"en": ", ", "zh": "、"},
    "with unit": {"en": "{label} ({unit})", "zh": "{label}（{unit}）"},
    "estimate": {"en": "{value} ({lo} to {hi})", "zh": "{value}（{lo} 至 {hi}）"},
    "no clear effect": {"en": "no clear effect", "zh": "没有明确影响"},
    "no clear effect with interval": {"en": "no clear effect ({lo} to {hi})", "zh": "没有明确影响（{lo} 至 {hi}）"},
    "no cost": {"en": "not distinguishable from zero effect", "zh": "效果与零无法区分"},
    "no cost, fewer": {"en": "fewer job-years than baseline", "zh": "就业人年少于基准"},
    "month": {"en": "{month} {year}", "zh": "{year} 年 {number} 月"},
    "whole": {"en": "Whole package", "zh": "整个方案"},
    "start of": {"en": "Start of {year}", "zh": "{year} 年初"},
    "end of": {"en": "End of {year} (year {years})", "zh": "{year} 年末（第 {years} 年）"},
    # titles of charts: the finding in at most ten words
    "paths title": {"en": "How the zone develops under each package", "zh": "各方案下园区的发展"},
    "paths title, one arm": {"en": "How the zone develops", "zh": "园区的发展"},
    "effects title": {
        "en": "{clear} of {all} packages clearly change {outcome}",
        "zh": "{all} 个方案中，{clear} 个明确改变{outcome}",
    },
    "growth title": {"en": "How the effect on {outcome} builds up", "zh": "对{outcome}的影响如何累积"},
    "attribution title": {"en": "Which measure makes the effect", "zh": "影响来自哪项措施"},
    "costs title": {
        "en": "A cost per net job-year exists for {clear} of {all} packages",
        "zh": "{all} 个方案中，{clear} 个可算出每净就业人年成本",
    },
    "additionality title": {"en": "Whose jobs they are", "zh": "新增就业从何而来"},
    "gross panel": {
        "en": "Job-years of reached firms, by what they would have done",
        "zh": "受惠企业的就业人年：若无政策会怎样",
    },
    "net panel": {"en": "What is left: net job-years", "zh": "余下的净就业人年"},
    "gross axis": {"en": "share of the gross job-years", "zh": "占总就业人年的比例"},
    "gross of": {"en": "gross {value} {unit}", "zh": "总计 {value} {unit}"},
    "of package": {"en": "{package}: {what}", "zh": "{package}：{what}"},
    "part came anyway": {"en": "come anyway (deadweight)", "zh": "本来也会来（非新增）"},
    "part sooner, larger or longer": {"en": "been here later, smaller or shorter", "zh": "来得更晚、更小或更短"},
    "part from the county": {"en": "settled elsewhere in the county", "zh": "落户县内其他地方"},
    "part from the neighbours": {"en": "settled with the neighbours", "zh": "落户邻县"},
    "part from further away": {"en": "settled further away", "zh": "落户更远的地方"},
    "part still undecided": {"en": "still been looking", "zh": "仍在选址"},
    "part would not exist": {"en": "not been founded", "zh": "不会设立"},
    "perimeter zone": {"en": "Zone", "zh": "园区"},
    "perimeter county": {"en": "County", "zh": "全县"},
    "perimeter county and neighbours": {"en": "County and neighbours", "zh": "全县及邻县"},
    "plan title": {"en": "Land plan: {package}", "zh": "用地图：{package}"},
    # axes and legends
    "difference axis": {
        "en": "difference from the baseline, {unit}",
        "zh": "与基准情景之差，{unit}",
    },
    "cost axis": {"en": "{unit} of net public cost per net job-year", "zh": "每净就业人年的公共净成本，{unit}"},
    "policy starts": {"en": "policy starts", "zh": "政策开始"},
    "half band": {"en": "half of the replicates", "zh": "50% 的重复"},
    "nine in ten band": {"en": "90 % of the replicates", "zh": "90% 的重复"},
    "shares panel": {"en": "Share of the effect of: {package}", "zh": "各措施对方案影响的分摊：{package}"},
    "interaction panel": {"en": "Two together less the sum of each alone", "zh": "两项合用之效减去各自单用之和"},
    "pair": {"en": "{first} × {second}", "zh": "{first}×{second}"},
    # captions
    "caption paths": {
        "en": "Lines are medians; dark bands hold half, pale bands 90 % of the replicates ({banded}). n = {n} "
        "replicates of each arm. A flow is the sum of twelve months.",
        "zh": "线为中位数；深色带含一半、浅色带含 90% 的重复（{banded}）。"
        "每个情景 n = {n} 次重复。流量为十二个月之和。",
    },
    "caption additionality": {
        "en": "Above: job-years of the firms that the package reached, to {month}, split by what the same firms do in "
        "the world without it. Below: paired differences from the baseline with {confidence} intervals; open: the "
        "interval crosses zero. n = {n} pairs. Where an investor goes otherwise is drawn by assumed shares.",
        "zh": "上：截至{month}，方案惠及企业的就业人年，按同一企业在没有方案时的去向划分。"
        "下：与基准情景的配对差，附 {confidence} 区间；空心：区间跨零。n = {n} 对。"
        "投资者否则去哪里按假设的比例抽取。",
    },
    "caption cut": {"en": "Arrow: the interval reaches beyond the axis.", "zh": "箭头：区间超出坐标轴。"},
    "caption effects": {
        "en": "Paired differences from the baseline, {month}, with {confidence} intervals of the mean; open marks: the "
        "interval crosses zero. n = {n} pairs. Baseline: {baselines}.",
        "zh": "与基准情景的配对差，{month}，附均值的 {confidence} 区间；空心：区间跨零。"
        "n = {n} 对。基准水平：{baselines}。",
    },
    "caption growth": {
        "en": "Mean paired difference from the baseline since the start, with {confidence} intervals of the mean. "
        "n = {n} pairs. Baseline in {month}: {baselines}.",
        "zh": "自起点累计的与基准情景的配对差均值，附均值的 {confidence} 区间。"
        "n = {n} 对。{month}基准水平：{baselines}。",
    },
    "caption attribution": {
        "en": "Shapley values, {month}: they add up to the effect of the whole package. Whiskers: {confidence} "
        "intervals of the mean. n = {n} pairs. Baseline: {baselines}.",
        "zh": "沙普利值，{month}：各项之和等于整个方案的影响。须线：均值的 {confidence} 区间。"
        "n = {n} 对。基准水平：{baselines}。",
    },
    "caption costs": {
        "en": "Net public cost, present value, per net job-year up to {month}, with {confidence} Fieller intervals. "
        "n = {n} pairs. Baseline: {baselines}.",
        "zh": "截至 {month}每净就业人年的公共净成本现值，附 {confidence} 费勒区间。n = {n} 对。基准水平：{baselines}。",
    },
    "caption plan": {
        "en": "One replicate (the first) of {package}; the same investors in every plan. Built-up land: {built}.",
        "zh": "{package}的一次重复（第一次）；各图中投资者相同。建成区：{built}。",
    },
    "built": {"en": "{year} {mu} mu", "zh": "{year} 年 {mu} 亩"},
    "caption money": {"en": "Constant yuan of {year}.", "zh": "按 {year} 年不变价。"},
    "caption error": {
        "en": "Intervals: Monte Carlo error only.",
        "zh": "区间仅含蒙特卡罗误差。",
    },
    "caption source": {"en": "{scenario}; run {run}.", "zh": "{scenario}；运行编号 {run}。"},
    # the land plan
    "metres": {"en": "{metres} m", "zh": "{metres} 米"},
    "kilometres": {"en": "{kilometres} km", "zh": "{kilometres} 公里"},
    "north": {"en": "N", "zh": "北"},
    "roads": {"en": "road", "zh": "道路"},
    "state bank": {"en": "land bank", "zh": "储备土地"},
    "state waiting": {"en": "enclosed, not built", "zh": "圈而未建"},
    "state building": {"en": "being built", "zh": "在建"},
    "state producing": {"en": "producing", "zh": "投产"},
    "state idle": {"en": "idle", "zh": "闲置"},
    "state factory": {"en": "standard factories", "zh": "标准化厂房"},
    "state approval": {"en": "in approval", "zh": "已征待批"},
    "state town": {"en": "town", "zh": "既有建成区"},
    "state shops": {"en": "shops and homes", "zh": "商住用地"},
    "sector garment": {"en": "garment", "zh": "服装"},
    "sector food": {"en": "food", "zh": "食品"},
    "sector electronics": {"en": "electronics", "zh": "电子"},
    "sector machinery": {"en": "machinery", "zh": "机械"},
    "sector materials": {"en": "materials", "zh": "建材"},
    "letter garment": {"en": "G", "zh": "服"},
    "letter food": {"en": "F", "zh": "食"},
    "letter electronics": {"en": "E", "zh": "电"},
    "letter machinery": {"en": "M", "zh": "机"},
    "letter materials": {"en": "B", "zh": "材"},
    "lettered": {"en": "{letter} {sector}", "zh": "{letter} {sector}"},
    # the answer: its table
    "frame": {
        "en": "{scenario}, to {month}: {n} replicates of each arm, {confidence} intervals, constant yuan of {year}.",
        "zh": "{scenario}，截至 {month}：每个情景 {n} 次重复，{confidence} 区间，{year} 年不变价。",
    },
    "frame, one arm": {
        "en": "{scenario}, to {month}: {n} replicates, constant yuan of {year}.",
        "zh": "{scenario}，截至 {month}：{n} 次重复，{year} 年不变价。",
    },
    "head package": {"en": "Package", "zh": "方案"},
    "head effect": {"en": "Effect on {outcome}", "zh": "对{outcome}的影响"},
    "head outlay": {"en": "Public outlay", "zh": "公共支出"},
    "head cost": {"en": "Net public cost", "zh": "公共净成本"},
    "head per": {"en": "Cost per net job-year", "zh": "每净就业人年成本"},
    "head undelivered": {"en": "Undelivered", "zh": "未用出资金"},
    "head indicator": {"en": "Indicator", "zh": "指标"},
    "head unit": {"en": "Unit", "zh": "单位"},
    "head median": {"en": "Median", "zh": "中位数"},
    "head range": {"en": "90 % of replicates", "zh": "90% 的重复"},
    "money note": {
        "en": "Money in present values. Undelivered: what found no trainee, borrower or plot, and went back.",
        "zh": "金额为现值。未用出资金：没有找到学员、借款企业或地块而退回的资金。",
    },
    "baseline level": {"en": "Baseline: {level}.", "zh": "基准情景：{level}。"},
    "largest costs more": {
        "en": "A package of several measures costs the sum of its measures: compare its cost per net job-year, "
        "not its effect.",
        "zh": "含多项措施的方案，其成本为各项之和：应比较每净就业人年成本，而非影响大小。",
    },
    # the answer: its sentences
    "by public_cost": {"en": "By net public cost", "zh": "按公共净成本"},
    "by public_outlay": {"en": "By public outlay", "zh": "按公共支出"},
    "makes most": {
        "en": "{by}: most net job-years per public yuan from {best}, at {value} per net job-year ({lo} to {hi}); "
        "its interval lies below {others}.",
        "zh": "{by}：单位公共投入带来净就业人年最多的是{best}，每净就业人年 {value}（{lo} 至 {hi}），"
        "其区间低于{others}。",
    },
    "makes most of the clear": {
        "en": "{by}, among those with a clear gain: most net job-years per public yuan from {best}, at {value} per net "
        "job-year ({lo} to {hi}); its interval lies below {others}.",
        "zh": "{by}，在有明确增加者中：单位公共投入带来净就业人年最多的是{best}，每净就业人年 {value}"
        "（{lo} 至 {hi}），其区间低于{others}。",
    },
    "that of": {"en": "that of {name} ({lo} to {hi})", "zh": "{name}（{lo} 至 {hi}）"},
    "cannot be told apart": {
        "en": "{by}: which of {names} makes most net job-years per public yuan cannot be told: intervals overlap.",
        "zh": "{by}：{names}之中，哪一项单位公共投入带来的净就业人年最多，无法判定（区间重叠）。",
    },
    "only one": {
        "en": "Of those compared only {name} clearly adds net job-years.",
        "zh": "所比较的方案中，只有{name}明确增加净就业人年。",
    },
    "none": {
        "en": "None of those compared clearly adds net job-years.",
        "zh": "所比较的方案均未明确增加净就业人年。",
    },
    "unclear measures": {
        "en": "No clear effect: {names}; no cost per net job-year can be stated there.",
        "zh": "没有明确影响：{names}；因此无法给出每净就业人年成本。",
    },
    "fewer measures": {
        "en": "Fewer net job-years than in the baseline: {names}.",
        "zh": "净就业人年少于基准情景：{names}。",
    },
    "complements": {
        "en": "{pair}: complements. Together they make {value} net job-years ({lo} to {hi}) more than the sum "
        "of each alone.",
        "zh": "{pair}：互补。合用比各自单用之和多 {value} 净就业人年（{lo} 至 {hi}）。",
    },
    "substitutes": {
        "en": "{pair}: substitutes. Together they make {value} net job-years ({lo} to {hi}) less than the sum "
        "of each alone.",
        "zh": "{pair}：相互替代。合用比各自单用之和少 {value} 净就业人年（{lo} 至 {hi}）。",
    },
    "small interaction": {
        "en": "{pair}: independent or unknown. The interaction, {value} ({lo} to {hi}), is not clearly more than "
        "a tenth of the smaller effect.",
        "zh": "{pair}：相互独立或未知。交互作用 {value}（{lo} 至 {hi}）未明确超过较小影响的十分之一。",
    },
    "unclear interaction": {
        "en": "Complements or substitutes? no clear effect of using two together: {pairs}.",
        "zh": "互补还是替代？两项合用没有明确影响：{pairs}。",
    },
    # the answer: how sure it is
    "additionality": {
        "en": "Of the gross job-years in firms that {package} reached, {came} would have come anyway; {added} of the "
        "gross is additional in the county.",
        "zh": "在{package}惠及企业的总就业人年中，{came}本来也会有；净增于全县的占总数的{added}。",
    },
    "precision": {
        "en": "Precision of {outcome}: {parts}.",
        "zh": "{outcome}的精度：{parts}。",
    },
    "precision of interaction": {
        "en": "Precision of the interaction on {outcome}: {parts}.",
        "zh": "对{outcome}的交互作用的精度：{parts}。",
    },
    "reached": {
        "en": "{name} reached ±{reached} with {n} replicates",
        "zh": "{name} {n} 次重复达到 ±{reached}",
    },
    "needs": {"en": "{reached}, ±{asked} needs about {needed}", "zh": "{reached}，达到 ±{asked} 约需 {needed} 次"},
    "independent": {
        "en": "{reached} (independent seeds: {independent})",
        "zh": "{reached}（独立种子需 {independent} 次）",
    },
    "not reached": {
        "en": "{name} not told from zero with {n} replicates",
        "zh": "{name} {n} 次重复仍无法与零区分",
    },
    "semicolon": {"en": "; ", "zh": "；"},
    "monte carlo": {
        "en": "Intervals show Monte Carlo error only: what more replicates would remove. They do not show how "
        "uncertain the model's numbers are.",
        "zh": "区间只反映蒙特卡罗误差，即增加重复次数可以消除的部分，不反映模型参数本身的不确定性。",
    },
    "sync": {
        "en": "Sync with the baseline (share of draws that both worlds used): {parts}.",
        "zh": "与基准情景的同步度（两个世界共用的随机抽取所占比例）：{parts}。",
    },
    "named share": {"en": "{name} {share}", "zh": "{name} {share}"},
    "charts": {"en": "Charts:", "zh": "图："},
    "no effects": {
        "en": "No packages were compared: the table shows the zone as it is.",
        "zh": "未比较任何方案：表中为园区本身的情况。",
    },
}

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say(key: str, lang: str, **parts: object) -> str:
    """A word or sentence of the house in a language, with its parts filled in."""
    return WORDS[key][lang].format(**parts)


def month_name(year: int, month: int, lang: str) -> str:
    """A calendar month: "December 2025", "2025 年 12 月"."""
    return say("month", lang, month=MONTHS[month - 1], year=year, number=month)


def within(label: str, lang: str) -> str:
    """A label within a sentence: no capital, unless it is an abbreviation."""
    return label if lang == "zh" or label[:2].isupper() else label[:1].lower() + label[1:]


def listing(names: Iterable[str], lang: str) -> str:
    """ "a, b and c" / "a、b和c"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return say("comma", lang).join(listed[:-1]) + say("and", lang) + listed[-1]
