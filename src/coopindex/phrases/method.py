"""What the field calls every method; in Chinese also what it does, after the colon.

In English its docstring says what it does.
"""

PHRASES = {
    "denomination.divide": (
        "division",
        "按规模折算：除以人口、面积、生产总值等，使评价对象可比",
    ),
    "rounding.round": ("rounding", "取整：在公布者取整之处取整"),
    "missing.missing": ("the missing rule", "缺失规则：下级指标缺失时，上级如何得分"),
    "transform.none": ("nothing", "不变换：数据保持原样"),
    "transform.log": ("logarithm", "对数变换：取自然对数，倍数相同则间距相同"),
    "transform.shifted_log": ("shifted log", "平移对数变换：按高出最小值多少取自然对数，正负均可"),
    "transform.square_root": ("square root", "平方根变换：比对数温和，允许取0"),
    "transform.box_cox": ("Box-Cox power", "Box-Cox变换：用幂变换把偏斜的分布拉匀"),
    "transform.yeo_johnson": (
        "Yeo-Johnson power",
        "Yeo-Johnson变换：用幂变换把偏斜的分布拉匀，数值正负均可",
    ),
    "transform.reciprocal": ("reciprocal value", "倒数变换：把比率颠倒过来，用于方向相反的比率"),
    "transform.exponential_rank": (
        "exponential rank",
        "指数化位次：按指数拉开位次，一项的高分不会被其他项的低分抵消",
    ),
    "imputation.none": ("nothing", "不插补：缺失值保持缺失"),
    "imputation.constant": ("one number", "定值插补：以指标原单位的某一定值补缺"),
    "imputation.mean": ("mean", "均值插补：以参照范围的均值补缺"),
    "imputation.median": ("median", "中位数插补：以参照范围的中位数补缺"),
    "imputation.group_mean": ("group mean", "组内均值插补：以所在组的均值补缺"),
    "imputation.group_median": ("group median", "组内中位数插补：以所在组的中位数补缺"),
    "imputation.siblings": (
        "sibling indicators",
        "同级指标插补：参照同一上级下其他指标所处的相对水平补缺",
    ),
    "imputation.k_nearest": ("k nearest", "近邻插补：以共有指标上最相近的几个评价对象的均值补缺"),
    "imputation.regression": (
        "regressions in turn",
        "回归插补：以其他指标逐列回归预测，反复迭代至稳定",
    ),
    "imputation.last_observation": ("last observation", "沿用上期：沿用评价对象最近一期的值"),
    "imputation.linear": ("linear interpolation", "线性插补：在前后最近两期的值之间取直线"),
    "treatment.none": ("nothing", "不处理：数据保持原样"),
    "treatment.clip": ("clipping at limits", "截断：限制在以原单位给定的上下限之间，先于变换"),
    "treatment.winsorise": ("winsorising", "缩尾处理：逐个把最极端的值移至相邻值，直至通过检验"),
    "treatment.winsorise_percentile": (
        "winsorising at percentiles",
        "百分位缩尾：限制在参照范围的两个百分位之间，默认第5与第95百分位",
    ),
    "treatment.winsorise_iqr": (
        "winsorising at interquartile fences",
        "四分位距缩尾：限制在上下四分位数外若干倍（默认1.5倍）四分位距之内",
    ),
    "treatment.winsorise_mad": (
        "winsorising by median deviations",
        "绝对中位差缩尾：限制在中位数两侧若干倍（默认3倍）稳健标准差之内",
    ),
    "normalisation.none": ("nothing", "不标准化：统一方向后保持原样"),
    "normalisation.min_max": ("min-max", "极差标准化：最低者得0分，最高者得100分，其余按比例居中"),
    "normalisation.goalposts": (
        "fixed goalposts",
        "阈值标准化：一个固定阈值处得0分，另一处得100分，其余按比例，跨年可比",
    ),
    "normalisation.z_score": ("z-score", "Z分数标准化：高于或低于均值几个标准差"),
    "normalisation.robust_z_score": (
        "robust z-score",
        "稳健Z分数标准化：离中位数多远，以绝对中位差计，少受异常值影响",
    ),
    "normalisation.logistic": (
        "logistic curve",
        "逻辑斯蒂标准化：把Z分数弯成S形，极端值只趋近两端",
    ),
    "normalisation.distance_to_maximum": (
        "distance to maximum",
        "最优距离法：衡量离参照范围最优值有多近",
    ),
    "normalisation.distance_to_reference": (
        "distance to reference",
        "参照距离法：衡量离选定评价对象（如首都、领先者）有多近",
    ),
    "normalisation.distance_to_target": (
        "distance to target",
        "目标距离法：衡量从最低水平向目标走了多远",
    ),
    "normalisation.fraction_of_maximum": (
        "fraction of maximum",
        "最大值比例法：相当于最大值的几成，保持比率",
    ),
    "normalisation.ideal_range": (
        "ideal range",
        "适度指标标准化（中间型、区间型）：理想区间内得最高分，离得越远得分越低",
    ),
    "normalisation.index_number": (
        "index number, base period = 100",
        "定基指数法：以本对象基期为100，看此后升降",
    ),
    "normalisation.categories": ("categorical scale", "分级赋分：按阈值分级给分"),
    "normalisation.rank": ("rank", "位次法：以位次代替数值，最优者最高"),
    "normalisation.borda": ("Borda points", "博达计分：每超过参照范围中的一个得1分"),
    "normalisation.percentile_rank": (
        "percentile rank",
        "百分位位次：以参照范围中落后于它的占比代替数值",
    ),
    "weighting.correlation_balanced": (
        "correlation balanced",
        "相关均衡赋权：使各下级指标与上级的相关系数相等",
    ),
    "weighting.information_maximised": (
        "information maximised",
        "信息最大赋权：使上级最能反映下级，平均相关系数平方最大",
    ),
    "weighting.benefit_of_the_doubt": (
        "benefit of the doubt",
        "共同最优权重法（BoD）：求一组对全体最有利的共同权重",
    ),
    "weighting.merec": (
        "MEREC weights",
        "MEREC法：剔除该指标后评价对象的总体表现变化越大，权重越大",
    ),
    "weighting.cilos": (
        "CILOS weights",
        "CILOS法：其他指标最优时该指标损失越小，权重越大",
    ),
    "weighting.idocriw": (
        "IDOCRIW weights",
        "IDOCRIW法：熵权与指标损失权重相乘",
    ),
    "weighting.rank_order": ("rank-order weights", "排序赋权法：仅由重要性次序求权重"),
    "weighting.best_worst": (
        "best-worst method",
        "最优最劣法：由最重要者与各项、各项与最不重要者的比较求权重",
    ),
    "weighting.combined": (
        "combined weights",
        "组合赋权：把两种以上方法的权重合为一组（线性、乘法、博弈论）",
    ),
    "weighting.equal": ("equal weights", "等权：下级指标权重相同"),
    "weighting.standard_deviation": (
        "standard deviation",
        "标准离差法：标准差越大、区分力越强，权重越大",
    ),
    "weighting.entropy": ("Shannon entropy", "熵权法：分布越不均匀，权重越大（香农熵）"),
    "weighting.critic": ("CRITIC weights", "CRITIC法：离散程度越大、与同级重复越少，权重越大"),
    "weighting.pca": (
        "principal components",
        "主成分分析法：按标准化数据的主成分赋权，取已发表的一种形式",
    ),
    "weighting.ahp": ("analytic hierarchy process", "层次分析法：由两两比较求权重"),
    "weighting.budget_allocation": ("budget allocation", "专家打分法：对专家分配的分数取平均"),
    "aggregation.copeland": ("Copeland rule", "科普兰法：胜过的个数减去不敌的个数"),
    "aggregation.topsis": (
        "TOPSIS closeness",
        "TOPSIS法：比较与各项最优值、最劣值的距离，得贴近度",
    ),
    "aggregation.grey_relational": (
        "grey relational grade",
        "灰色关联度：衡量与各项最优值的关联程度，越近分辨越细",
    ),
    "aggregation.coupling_coordination": (
        "coupling coordination",
        "耦合协调度：各系统发展水平与相互协调程度合为一个数",
    ),
    "aggregation.wroclaw": ("Wrocław taxonomy", "弗罗茨瓦夫分类法：衡量离各项最优值有多近"),
    "aggregation.benefit_of_the_doubt": (
        "benefit of the doubt",
        "最优权重法（BoD）：各评价对象以对自己最有利的权重得分，他人同用此权重比较",
    ),
    "aggregation.arithmetic": ("arithmetic mean", "算术平均：长板完全补短板"),
    "aggregation.geometric": ("geometric mean", "几何平均：长板只能部分补短板"),
    "aggregation.harmonic": ("harmonic mean", "调和平均：最偏向短板"),
    "aggregation.power": (
        "power mean",
        "幂平均：指数决定长板补短板的程度（1为完全补偿，越低越少）",
    ),
    "aggregation.sum": ("weighted sum", "加权求和：权重按原样使用，缺失项不计"),
    "aggregation.product": ("product", "连乘：权重大于0者参与，大小不论"),
    "aggregation.ratio": ("ratio", "比值：第一项除以第二项，不用权重"),
    "aggregation.difference": ("difference", "差值：第一项减第二项，不用权重"),
    "aggregation.minimum": ("minimum", "取最小：短板无可补偿"),
    "aggregation.maximum": ("maximum", "取最大：以最强项为准"),
    "aggregation.mean_min": ("mean drawn to the minimum", "均值趋小：均值向最弱项靠拢"),
    "aggregation.median": ("median", "加权中位数：上下各占一半权重"),
    "aggregation.owa": (
        "ordered weighted average",
        "有序加权平均：权重按指标在同级中由弱到强的顺序分配",
    ),
    "aggregation.mpi": (
        "Mazziotta-Pareto index",
        "马佐塔—帕累托指数：均值减（或加）各项不均衡的惩罚",
    ),
    "ranking.rank": ("rank", "排名：1为最优"),
}
