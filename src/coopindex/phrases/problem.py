"""What is doubtful about the data, by the problem's code; the English is the message itself."""

PHRASES = {
    "no-group": ("the units have no group `{group}`", "评价对象没有名为`{group}`的分组列"),
    "no-groups.hint": (
        "their table has no grouping columns, codes and names alone",
        "评价对象表没有分组列，只有代码和名称",
    ),
    "no-label": ("no unit has {group} `{label}`", "没有`{group}`为`{label}`的评价对象"),
    "no-figures": (
        "no figure for any unit: its siblings share its weight",
        "所有评价对象均无数据：其权重由同级指标分担",
    ),
    "no-source": ("names no source for its figures", "数据没有注明来源"),
    "not-normalised": (
        "`{node}` puts together what is neither normalised nor of one measure: {few}; in other "
        "units of measurement the ranks may be others",
        "`{node}`所合成的内容既未标准化，计量单位也不统一：{few}；换一种计量单位，位次就可能不同",
    ),
    "measured": ("`{node}` ({measure})", "`{node}`（{measure}）"),
    "unmeasured": ("`{node}` (no measure stated)", "`{node}`（未注明计量单位）"),
    "mixed": ("`{node}`", "`{node}`"),
    "unsaid-years": (
        "the data hold {number} {periods} ({first} to {last}), and it is not said which of them "
        "fix the scale: each {period} has its own, so that scores of different {periods} do not "
        "compare",
        "数据含{number}个{periods}（{first}至{last}），未说明以哪些{periods}为标准化基准："
        "目前逐{period}各有基准，不同{periods}的得分不可比",
    ),
    "years-scored": (
        "a unit's score in a {period} hangs on which other {periods} are asked for",
        "评价对象某一{period}的得分取决于同时计算哪些{periods}",
    ),
    "sheets": (
        "the sheet `{title}` is read; others: {others}",
        "读取工作表`{title}`；另有：{others}",
    ),
    "sum-of-parts": (
        "{total} is {stated}, but {parts} make {sum} ({unit}{when})",
        "{total}为{stated}，而{parts}之和为{sum}（{unit}{when}）",
    ),
    "column-sum": (
        "{column} adds up to {sum} over all units{when}, not to {stated}",
        "{column}合计为{sum}（全部评价对象{when}），而非{stated}",
    ),
    "plausible-range": (
        "{column} is {figure} ({unit}{when}), outside the plausible range {low} to {high}",
        "{column}为{figure}（{unit}{when}），超出合理范围{low}至{high}",
    ),
    "percents": (
        "the workbook shows {few} in percent, and the figures are read as fractions: {percent} is "
        "{fraction}",
        "工作簿以百分比格式显示{few}，其数据按小数读取：{percent}即{fraction}",
    ),
    "nearly-years": (
        (
            "the column {few} holds a year in its name and is not read",
            "the columns {few} hold years in their names and are not read",
        ),
        "列{few}的名称含年份，但未读取",
    ),
    "no-base-of": (
        (
            "{number:,} unit has figures of {node} and no index number: {few}",
            "{number:,} units have figures of {node} and no index number, such as {few}",
        ),
        "有{number:,}个评价对象有{node}的数据而没有指数值，如{few}",
    ),
    "weightless": (
        (
            "`{method}` gives {number:,} child of {node} no weight: {few}",
            "`{method}` gives {number:,} children of {node} no weight: {few}",
        ),
        "`{method}`使{node}的{number:,}个下级权重为0：{few}",
    ),
    "weightless.hint": (
        "what weighs 0 counts for nothing: take it out, or weigh by another method",
        "权重为0即不起作用：可删去，或改用其他赋权方法",
    ),
    "weighed-by-others": (
        (
            "`{method}` finds no weight for {number:,} child of {node}, which has its weight from "
            "what is combined with it alone: {few}",
            "`{method}` finds no weight for {number:,} children of {node}, which have their weight "
            "from what is combined with it alone: {few}",
        ),
        "`{method}`使{node}的{number:,}个下级权重为0，其权重仅来自与之组合的其他方法：{few}",
    ),
    "weighed-by-others.hint": (
        "what says nothing by that method counts all the same: take it out, or say why it counts",
        "按该方法不含信息的下级仍计入：可删去，或说明计入的理由",
    ),
    "off-tiers": (
        (
            "{number:,} score lies above {end:.3g}, where the tiers end, and has no tier",
            "{number:,} scores lie above {end:.3g}, where the tiers end, and have no tier",
        ),
        "有{number:,}个得分高于{end:.3g}，超出档次范围，不定档",
    ),
    "off-tiers.hint": (
        "give the index the scale of the tiers, or list tiers for its own",
        "请使指数与档次采用同一量程，或按其量程列出档次",
    ),
    "without-figures": (
        (
            "{number:,} unit has no figure at all: {few}",
            "{number:,} units have no figure at all, such as {few}",
        ),
        "有{number:,}个评价对象没有任何数据，如{few}",
    ),
    "repeated-value": (
        "{column} is {figure} ({unit}{when}), the same as of {other}",
        "{column}为{figure}（{unit}{when}），与{other}相同",
    ),
    "passed-over-units": (
        (
            "{number:,} unit that {where} does not name is passed over, first `{first}` ({rows})",
            "{number:,} units that {where} does not name are passed over, first `{first}` ({rows})",
        ),
        "略过{where}中没有的{number:,}个评价对象，首个为`{first}`（共{rows}）",
    ),
    "passed-over-indicators": (
        (
            "{number:,} indicator that {where} does not name is passed over, first `{first}` "
            "({rows})",
            "{number:,} indicators that {where} does not name are passed over, first `{first}` "
            "({rows})",
        ),
        "略过{where}中没有的{number:,}个指标，首个为`{first}`（共{rows}）",
    ),
    "overruled-status": (
        "the column `{header}` holds no status of ours ({few}): `status: {constant}` holds for "
        "all rows",
        "列`{header}`中没有本系统的数据状态（{few}）：所有行均按`status: {constant}`",
    ),
    "overruled-source": (
        "the column `{header}` names no source of sources.yaml ({few}): `source: {constant}` "
        "holds for all rows",
        "列`{header}`中没有sources.yaml所列的来源（{few}）：所有行均按`source: {constant}`",
    ),
    "unstated-status": (
        (
            "the status of {number:,} figure is not stated; it is taken as observed",
            "the status of {number:,} figures is not stated; they are taken as observed",
        ),
        "有{number:,}个数据未注明数据状态，按实际数据处理",
    ),
    "group-changes": (
        (
            "{number:,} unit changes its {column}, and its first row counts for all years: {few}",
            "{number:,} units change their {column}, and their first rows count for all years: "
            "{few}",
        ),
        "有{number:,}个评价对象的{column}前后不同，各年均按首行处理：{few}",
    ),
    "group-changes.hint": (
        "write it alike in all rows, or keep the units in a table of their own",
        "请在各行写成一致，或另用一张评价对象表",
    ),
    "label-in": ("{label} in {year}", "{year}为{label}"),
    "label-changes": ("{unit} ({first}, {then})", "{unit}（{first}，{then}）"),
    "unknown-to-scale": (
        (
            "{number:,} unit has a gap in {node} that stays, for the scale knows nothing of its "
            "{group}: {few}",
            "{number:,} units have gaps in {node} that stay, for the scale knows nothing of their "
            "{group}: {few}",
        ),
        "有{number:,}个评价对象的{node}缺值未能填补，因为所用基准没有其{group}的数据：{few}",
    ),
    "unknown-to-scale.hint": (
        "fit the scale with figures of that group, or fill the gaps in the data",
        "请用含该组数据的基准，或在数据中补齐",
    ),
    "nearly-one-group": (
        "`{label}` and `{other}` are two groups of {column}",
        "`{label}`与`{other}`是{column}的两个组",
    ),
    "nearly-one-unit": (
        "`{code}` and `{other}` are two units",
        "`{code}`与`{other}`是两个评价对象",
    ),
    "names-among-groups": (
        "the column `{column}` has another text for each unit, and is read as a grouping: is it "
        "`{key}`?",
        "列`{column}`中各评价对象均不相同，却被当作分组列：是否应为`{key}`？",
    ),
    "doubtful-mark": (
        "{mark} counts as missing in {few}, where it could be a figure",
        "{few}中的{mark}按缺失处理，但它可能是数据",
    ),
}
