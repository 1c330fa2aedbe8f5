"""What is wrong with a plan of robustness, or keeps it from being carried out."""

PHRASES = {
    "no-pairs": ("pairs of units were not counted in this run", "本次运行未统计两两先后"),
    "no-pairs.hint": (
        "ask for them: `uncertainty(pairs=True)`",
        "请写`uncertainty(pairs=True)`",
    ),
    "replayed": (
        "these draws were read from a table of settings, which says what each did",
        "这些重新计算取自设定表，各次的设定即在其中",
    ),
    "replayed.hint": ("keep that table", "请保留该表"),
    "too-many-columns": (
        "{columns:,} things vary at once, and a design has {most:,} columns at most",
        "同时变动的有{columns:,}项，而一个设计最多{most:,}列",
    ),
    "too-many-columns.hint": (
        "vary the weights of fewer nodes at a time",
        "请一次变动较少节点的权重",
    ),
    "the-analysis": ("the robustness analysis", "稳健性分析"),
    "so-low": ("may push a unit so low that there is no mean", "可能使评价对象的值低到没有平均值"),
    "measurement-error": ("an error of measurement {why}: {message}", "测量误差{why}：{message}"),
    "no-weights": ("no weights meet all the conditions", "没有权重同时满足全部条件"),
    "no-weights.hint": ("hold fewer nodes, or ask for less", "请固定较少的节点，或减少要求"),
    "not-ranked": (
        "`{unit}` is not a ranked unit of {index}",
        "`{unit}`不是{index}中有位次的评价对象",
    ),
    "too-many-units": (
        "{count:,} units are too many for exact answers (at most {most:,})",
        "{count:,}个评价对象过多，无法精确求解（最多{most:,}个）",
    ),
    "too-many-asked": (
        "exact answers for {asked:,} of {count:,} units are too many at a time (at most {most:,})",
        "共{count:,}个评价对象，一次精确求解{asked:,}个过多（最多{most:,}个）",
    ),
    "too-many-asked.hint": (
        "ask for some of them (`--units`, or the argument `units=`)",
        "请只对其中一部分求解（`--units`，或参数`units=`）",
    ),
    "too-many-units.hint": (
        "rank fewer units (`ranked:`), or sample: `coopindex uncertainty`",
        "请减少参与排名的评价对象（`ranked:`），或改用抽样：`coopindex uncertainty`",
    ),
    "vary-range": (
        "weights vary by 0% to 100% of their share",
        "权重的变动幅度为其占比的0%至100%",
    ),
    "is-an-indicator": (
        "`{code}` is an indicator: no weights below it can vary",
        "`{code}`是指标：其下没有可变动的权重",
    ),
    "is-an-indicator.hint": ("name its parent, {parent}", "请写其上级{parent}"),
    "nobody-ranked": ("nobody is ranked in {index}", "{index}中没有评价对象有位次"),
    "see-score.hint": ("see `coopindex score`", "参见`coopindex score`"),
    "sample.hint": (
        "sample instead: `uncertainty` with free weights",
        "请改用抽样：`uncertainty`并取任意权重",
    ),
    "not-a-mean": ("`{method}` is not a weighted mean or sum", "`{method}`不是加权平均或加权和"),
    "nothing-exact": (
        "{way}: nothing exact can be said about its weights",
        "{way}：对其权重没有精确的结论",
    ),
    "further-steps": (
        "takes further steps once its children are put together",
        "在下级合成之后还有其他步骤",
    ),
    "change-order": (
        "`{root}` {steps}, and they can change the order",
        "`{root}`{steps}，可能改变次序",
    ),
    "impute.hint": (
        "impute it, or sample instead: `uncertainty`",
        "请先插补，或改用抽样：`uncertainty`",
    ),
    "below-as-scored": (
        "`{code}` stands below a node that is taken as scored",
        "`{code}`位于按原样计分的节点之下",
    ),
    "below-as-scored.hint": (
        "below it nothing is linear in the weights: name a node above",
        "其下与权重的关系不是线性的：请写更上层的节点",
    ),
    "has-0": (
        "somebody has a 0, which no weights of a `{method}` mean make good",
        "有取值为0者，`{method}`的任何权重都无法弥补",
    ),
    "above-0.hint": (
        "normalise onto a scale that begins above 0, such as [1, 100]",
        "请标准化到从0以上开始的区间，如[1, 100]",
    ),
    "too-far": (
        "`{method}` draws the units too far apart for an exact answer about its weights",
        "`{method}`使各评价对象相差过大，其权重没有精确的结论",
    ),
    "not-a-node": ("`{code}` is not a node of the index", "`{code}`不是本指数的节点"),
    "needs-dask": (
        'a Dask cluster needs: pip install "coopindex[dask]"',
        'Dask集群需要：`pip install "coopindex[dask]"`',
    ),
    "no-scheduler": ("no Dask scheduler answers at {where}", "{where}没有Dask调度器应答"),
    "no-scheduler.hint": (
        "start one with `dask scheduler`, or use --dask",
        "请用`dask scheduler`启动，或用--dask",
    ),
    "workers-ended": (
        "worker processes were ended from outside, {times} times",
        "工作进程{times}次被外部终止",
    ),
    "workers-ended.hint": (
        "they may have lacked memory: ask for fewer processes, or none; a script of one's own "
        'starts them below `if __name__ == "__main__":`',
        "可能是内存不足：请减少进程数或不用多进程；自己的脚本请在"
        '`if __name__ == "__main__":`下启动',
    ),
    "scheduler-lost": (
        "the Dask cluster was lost in the middle of the run: {why}",
        "运行中途失去了Dask集群：{why}",
    ),
    "scheduler-lost.hint": (
        "see whether its scheduler and workers still run, and run again; without --scheduler "
        "the figures are the same",
        "请检查调度器和工作进程是否仍在运行，然后重新运行；不用--scheduler结果相同",
    ),
    "nothing-to-choose": ("there is nothing to choose from", "没有可选项"),
    "not-a-field": ("`{name}` is not a field of a node", "`{name}`不是节点的字段"),
    "not-an-option": ("`{option}` is not an option of {method}", "`{option}`不是{method}的选项"),
    "two-alternatives": (
        "{name}: two alternatives are called {label}: {hint}",
        "{name}：有两个可选项都称为{label}：{hint}",
    ),
    "no-proportion": (
        "to which a donor's value bears no proportion",
        "而供值对象的数值与它不成比例",
    ),
    "no-donors": ("`{node}` is divided by {by}, {why}", "`{node}`按{by}折算，{why}"),
    "no-donors.hint": ("name the `indicators` to be filled", "请写明要填补的`indicators`"),
    "same-thing": (
        "{factor} and {other} change the same thing, and one would undo the other",
        "{factor}与{other}改变的是同一设定，会相互抵消",
    ),
    "same-thing.hint": ("put them into one factor", "请合并为一个检验因素"),
    "not-an-alternative": ("`{label}` is none of its alternatives", "`{label}`不在其可选项之中"),
    "draw-does-not": ("that of draw {draw} does not", "第{draw}次重新计算的不是"),
    "design-point": (
        "a point of the design lies from 0 to below 1, and {where}",
        "设计的点应大于或等于0且小于1，而{where}",
    ),
    "draw-without-number": ("draw {draw} has no number", "第{draw}次重新计算没有数字"),
    "not-known": ("`{code}` is not known", "没有`{code}`"),
    "means-percent.hint": ("{share:.15g} means {percent:.15g}%", "{share:.15g}即{percent:.15g}%"),
    "reserved.hint": ("give the node another code", "请给该节点另取代码"),
    "name-dimensions.hint": ("name dimensions or indicators", "请写维度或指标"),
    "leaves-nothing-out": ("`{entry}` leaves nothing out", "`{entry}`没有剔除任何节点"),
    "leaves-nothing-out.hint": ("name nodes that have siblings", "请写有同级的节点"),
    "leave-out.hint": ("leave out dimensions or indicators", "请剔除维度或指标"),
    "nothing-left": ("nothing else in its family would carry weight", "同组中没有其他节点有权重"),
    "cannot-leave-out": (
        "`{node}` cannot be left out: {left}{under}",
        "`{node}`不能剔除：{left}{under}",
    ),
    "leave-out-parent.hint": ("leave out `{parent}`", "请剔除`{parent}`"),
    "under": (" under `{label}`", "（权重方案`{label}`）"),
    "whole-index": (
        "`{root}` is the whole index: without it nothing is left",
        "`{root}`是整个指数：剔除它便什么也没有了",
    ),
    "large-error": ("{size}: errors larger than the values themselves", "{size}：误差大于数值本身"),
    "large-error.hint": (
        "write {size:.15g}%, or `of: measure` for an error in its own measure",
        "请写{size:.15g}%；误差若以其计量单位计，请写`of: measure`",
    ),
    "bad-error": ("a standard deviation is 0 or more", "标准差应大于或等于0"),
    "bad-weights": (
        "the weights `{label}` must be {nodes} finite numbers, none negative",
        "权重`{label}`须为{nodes}个有限的数，不得为负",
    ),
    "goes-with": ("`{key}` goes with `weights: {wanted}`", "`{key}`只与`weights: {wanted}`并用"),
    "goes-with.hint": ("leave it out, or write {wanted}", "请去掉，或写`{wanted}`"),
    "large-vary": ("{vary}: weights vary by 0% to 100%", "{vary}：权重的变动幅度为0%至100%"),
    "large-vary.hint": ("write {vary:.15g}%", "请写{vary:.15g}%"),
    "vary-concentration": (
        "weights vary by 0% to 100% of their share, with a concentration above 0",
        "权重的变动幅度为其占比的0%至100%，集中度须大于0",
    ),
    "found-anew": (
        "the weights of `{node}` are found anew every year and cannot vary",
        "`{node}`的权重每年重新求得，不能变动",
    ),
    "one-year.hint": ("score one year", "请按单独一年计分"),
    "same-weights": (
        "{factor} and {other} vary the same weights, and one would undo the other",
        "{factor}与{other}变动的是同样的权重，会相互抵消",
    ),
    "same-weights.hint": (
        "put them into one factor, or let each name its own nodes",
        "请合并为一个检验因素，或各自写明节点",
    ),
    "two-factors": ("there are two factors called `{name}`", "有两个检验因素都称为`{name}`"),
    "cannot-be": ("{combination} cannot be: {message}", "{combination}不可行：{message}"),
    "not-a-unit": ("`{unit}` is not a unit", "`{unit}`不是已有的评价对象"),
    "scenario-names.hint": (
        "every scenario needs a name of its own, other than {columns}",
        "每个情景须有自己的名称，且不同于{columns}",
    ),
    "name-taken": ("the name `{name}` is taken", "名称`{name}`已被占用"),
    "two-draws": ("there must be at least two draws", "至少要重新计算两次"),
    "no-score": (
        ("{without} has no score in some draws", "{without} have no score in some draws"),
        "{without}在有的重新计算中没有得分",
    ),
    "no-score.hint": (
        "impute what is missing, or ask for the uncertainty alone",
        "请插补缺失，或只作不确定性分析",
    ),
    "no-column": ("no column says what `{factor}` does", "没有一列写明`{factor}`的取值"),
    "not-a-column": (
        "`{name}` is neither a factor nor the weight of a node",
        "`{name}`既非检验因素，也非某节点的权重",
    ),
    "weights-without-column": (
        "varies weights that have no column: {absent}",
        "变动的权重没有对应的列：{absent}",
    ),
    "negative-weight": (
        "a weight is a number of 0 or more, and that of draw {draw} is not",
        "权重应大于或等于0，而第{draw}次重新计算的不是",
    ),
    "no-child-weighs": (
        "no child of {code} has any weight in draw {draw}",
        "{code}的下级在第{draw}次重新计算中都没有权重",
    ),
    "apart": (
        "the share of draws that tells two units apart lies above 50% and below 100%",
        "用以判定两者先后的概率须大于50%且小于100%",
    ),
    "apart.hint": ("95% is usual", "通常取95%"),
    "one-draw": ("there must be at least one draw", "至少要重新计算一次"),
    "vary.hint": ("write 0.25 for 25%", "25%请写0.25"),
    "not-a-node-of": ("`{code}` is not a node of {index}", "`{code}`不是{index}的节点"),
    "no-data": ("there are no data for {year}", "没有{year}年的数据"),
    "misses-child": (
        "{who} misses a child of {root}, whose weight the others share",
        "{who}缺少{root}的一个下级，其权重由同级分担",
    ),
    "miss-child": (
        "{who} miss a child of {root}, whose weight the others share",
        "{who}缺少{root}的一个下级，其权重由同级分担",
    ),
    "as-written.hint": (
        "replay the file as `--settings` wrote it",
        "请原样使用`--settings`写出的文件",
    ),
    "reserved": (
        "`{nothing}` stands for leaving nothing out, and is a node here",
        "`{nothing}`表示什么也不剔除，而在此它是一个节点",
    ),
    "a-scenario": ("a scenario", "情景分析"),
    "ranks-nobody": (
        "no unit has a score under it",
        "在此情景下没有评价对象有得分",
    ),
}
