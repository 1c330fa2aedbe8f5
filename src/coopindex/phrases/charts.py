"""Charts: titles that say what was found, how marks are read, and where figures come from."""

PHRASES = {
    # around every chart
    "edition": ("{year} edition", "{year}年版"),
    "source": ("Source: {parts}.", "来源：{parts}。"),
    "after": ("{first} {rest}", "{first}{rest}"),
    "recalculated": (
        "{draws} joint recalculations (scrambled Sobol, seed {seed}); every chance is within "
        "±{half} percentage points.",
        "联合重新计算{draws}次（加扰Sobol序列，随机种子{seed}），概率误差不超过±{half}个百分点。",
    ),
    "replayed": (
        "{draws} joint recalculations from a table of settings; every chance is within "
        "±{half} percentage points.",
        "按设定表联合重新计算{draws}次，概率误差不超过±{half}个百分点。",
    ),
    "read": ("{rank} of {ranked}, {name}, {score}", "{name}，共{ranked}位中居{rank}，{score}分"),
    "read_interval": (
        "{rank} of {ranked}, {name}, {score}, interval {low} to {high}",
        "{name}，共{ranked}位中居{rank}，{score}分，区间第{low}至第{high}位",
    ),
    "read_unranked": ("{name}, {score}, not ranked", "{name}，{score}分，未参与排名"),
    "not_assessed": (
        "The interval of ranks was not assessed.",
        "位次区间未评估。",
    ),
    # columns of the twins, and heads
    "rank": ("Rank", "位次"),
    "interval": ("90% interval", "90%区间"),
    "name": ("Name", "名称"),
    "score": ("Score", "得分"),
    "start": ("starting level", "起点"),
    "documented": ("Documented figures", "有据数据"),
    "figures": ("Figures", "数据项数"),
    "adds_up": ("What the score adds up from", "得分构成"),
    "strip": (
        "Rank in 90% of recalculations; ● as scored",
        "90%重新计算所得位次，●为本次位次",
    ),
    "rank_and_interval": ("Rank · 90% interval", "位次 · 90%区间"),
    "assumed": (
        "* Assumed: these weights were not published.",
        "* 假定权重，未公布。",
    ),
    # the ranking
    "ranking_about": (
        "Rank as scored and 90% interval of the rank; the score, and what it adds up from. Bar: "
        "5th to 95th percentile of the rank over the recalculations; dot: rank as scored.",
        "本次位次与位次的90%区间，得分及其构成。横条为重新计算所得位次的第5至第95百分位，"
        "圆点为本次位次。",
    ),
    "ranking_about_alone": (
        "The score, and what it adds up from.",
        "得分及其构成。",
    ),
    "ranking_alt": (
        ("{count} ranked unit. {says}.", "{count} ranked units, best first. {says}."),
        "共{count}个参与排名，由高到低：{says}。",
    ),
    "based_on": ("{present} of {every} dimensions", "{every}个维度中有{present}个"),
    "between": (
        "{count} between them are in the table.",
        "其间{count}个见数据表。",
    ),
    "not_ranked": ("Not ranked", "未参与排名"),
    "read_one": (
        "{rank} of {ranked}, {name}, {score}, interval {low}",
        "{name}，共{ranked}位中居{rank}，{score}分，区间第{low}位",
    ),
    "low": ("5th percentile", "第5百分位"),
    "median": ("Median rank", "位次中位数"),
    "high": ("95th percentile", "第95百分位"),
    "mean": ("Mean rank", "平均位次"),
    "first": ("First", "居首"),
    # intervals
    "intervals": (
        "A recalculation moves a {units} {shift} places on average; widest of all: {name}, {span}.",
        "重新计算使名次平均变动{shift}位，区间最宽的是{name}：{span}",
    ),
    "intervals_narrow": (
        "A recalculation moves a {units} {shift} places on average; each interval is one rank.",
        "重新计算使名次平均变动{shift}位，各区间都只有一个位次",
    ),
    "intervals_still": ("No recalculation moves a rank.", "没有一次重新计算改变位次"),
    "intervals_about": (
        "Rank in 90% of {draws} recalculations: bar from the 5th to the 95th percentile. "
        "Dot: rank as scored.",
        "{draws}次重新计算中90%所得位次：横条为第5至第95百分位，圆点为本次位次。",
    ),
    "intervals_alt": (
        "{units} in the order of their ranks, each with a bar for the interval of its rank and a "
        "dot for its rank as scored.",
        "{units}按位次排列，横条为位次区间，圆点为本次位次。",
    ),
    # pairs
    "pairs": (
        "{alike} of {pairs} pairs cannot be told apart.",
        "{pairs}对中有{alike}对难分先后",
    ),
    "pairs_all": (
        "All {pairs} pairs can be told apart.",
        "全部{pairs}对都可分先后",
    ),
    "pairs_none": (
        "None of the {pairs} pairs can be told apart.",
        "全部{pairs}对都难分先后",
    ),
    "pairs_many": (
        "The median {units} can be told apart from {told} of the {others} others.",
        "在其余{others}个{units}中，居中者能与{told}个分出先后",
    ),
    "pairs_about_some": (
        "Chance in % that the row is ahead of the column, which is named by its rank. Told apart "
        "from 95%.",
        "行中对象先于列中对象（以位次代称）的概率（%），达到95%即可分先后。",
    ),
    "pairs_about_few": (
        "Chance that one is ahead of the other. Told apart from 95%.",
        "一方先于另一方的概率，达到95%即可分先后。",
    ),
    "pairs_about_many": (
        "From the first rank down: how many are clearly before each, how many cannot be told "
        "apart from it, and how many are clearly behind it (from 95%).",
        "自第1位起逐行：明显先于它的、与它难分先后的、明显后于它的各有多少（以95%为准）。",
    ),
    "pairs_alt": (
        "How surely each of {units} is ahead of each other.",
        "{units}两两之间谁先于谁的把握。",
    ),
    "pairs_read_many": (
        "{name}: clearly ahead of {over}, clearly behind {under}",
        "{name}：明显领先{over}个，明显落后于{under}个",
    ),
    "pair_clear": (
        "{first} is clearly ahead of {second} ({chance}).",
        "{first}明显领先于{second}（{chance}）。",
    ),
    "pair_probable": (
        "{first} is probably ahead of {second} ({chance}).",
        "{first}很可能先于{second}（{chance}）。",
    ),
    "pair_close": (
        "{first} and {second} are too close to call (ahead in {chance}).",
        "{first}与{second}难分先后（先于{chance}）。",
    ),
    "other": ("Other", "对方"),
    "ahead": ("Ahead", "先于"),
    "behind": ("Behind", "后于"),
    "told": ("Told apart", "可分先后"),
    "told_ahead": ("Clearly ahead of", "明显领先"),
    "told_behind": ("Clearly behind", "明显落后于"),
    "not_told": ("cannot be told apart from it", "与它难分先后"),
    "before_it": ("clearly before it", "明显先于它"),
    "behind_it": ("clearly behind it", "明显后于它"),
    "too_close": ("too close, below 80", "难分先后，80以下"),
    "probably": ("probably ahead, 80 to 95", "很可能先于，80至95"),
    "apart_key": ("told apart, from 95", "可分先后，95起"),
    # chances
    "chances": (
        "The median {units} keeps its rank in {median} of recalculations; the surest, {name}, "
        "in {most}.",
        "保持本次位次的概率，中位数为{median}，最高的是{name}，为{most}",
    ),
    "chances_all": (
        "Every rank holds in all recalculations.",
        "各位次在所有重新计算中都不变",
    ),
    "chances_about_ranks": (
        "Chance of each rank in %. Framed: the rank as scored.",
        "居各位次的概率（%），方框为本次位次。",
    ),
    "chances_about_bins": (
        "Chance of ten ranks at a time, in %, from the first rank as scored down. Framed: where "
        "the rank as scored lies.",
        "每十个位次一组，居各组的概率（%），按本次位次自上而下；方框为本次位次所在。",
    ),
    "chances_alt": (
        "The chance of each rank for {units}, as shades with numbers.",
        "{units}居各位次的概率，以深浅和数字表示。",
    ),
    "chance_of": ("{rank}: {chance}", "第{rank}位{chance}"),
    "semicolon": ("; ", "；"),
    "chances_read": ("{name}, {rank} as scored. {said}", "{name}，本次{rank}。{said}"),
}
