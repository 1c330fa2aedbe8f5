"""Recipes that are published indices: what is published, what assumed, and how to go on."""

PHRASES = {
    "unknown": ("there is no recipe `{name}`: {nearest}", "没有示例`{name}`：{nearest}"),
    "unknown.hint": (
        "`coopindex init --list` lists them",
        "`coopindex init --list`列出全部示例",
    ),
    "no-folder": (
        "name the folder to make: coopindex init DIR",
        "请写新文件夹的名称：`coopindex init 文件夹`",
    ),
    "list": ("Recipes that are published indices", "已发布指数的示例"),
    "recipe": ("recipe", "示例"),
    "title": ("index", "指数"),
    "about": ("what it is", "说明"),
    "columns": (
        "name | what | published | assumed | source",
        "名称 | 说明 | 已公布 | 假定 | 来源",
    ),
    "every-figure": ("every figure", "全部数据"),
    "nothing": ("nothing", "无"),
    "figures-are": ("figures", "数据"),
    "of-invented": ("invented", "虚构"),
    "of-measured": ("real", "真实"),
    "start": (
        "coopindex init DIR --like NAME starts a project of one in a new folder; its README says "
        "which parts are published and which assumed.",
        "`coopindex init 文件夹 --like 名称`在新文件夹中据此建立项目，"
        "其`README.md`说明哪些部分为已公布内容，哪些为假定。",
    ),
    "lead": ("{about}. It scores as it stands:", "{about}。可直接计算："),
    "published": ("What is published", "已公布的部分"),
    "from": ("Source", "来源"),
    "no-published": (
        "Nothing: it is no published index, and shows a method.",
        "无：并非已发布的指数，仅用于演示方法。",
    ),
    "assumed": ("What is assumed", "假定的部分"),
    "no-assumed": ("Nothing.", "无。"),
    "figures": ("The figures", "数据"),
    "invented": (
        "Every figure is invented, and so are the units; each row says so "
        "(`status: illustrative`). No score means anything.",
        "全部数据与评价对象均为虚构，每行均已注明（`status: illustrative`），"
        "得分不具任何实际意义。",
    ),
    "measured": (
        "Every figure is the publisher's, as `sources.yaml` says.",
        "全部数据均出自发布机构，见`sources.yaml`。",
    ),
    "own": ("To put your own in", "换成自己的数据"),
    "step-units": (
        "`data/{index}/units.csv`: a row for each unit, with a short code and its names.",
        "`data/{index}/units.csv`：每个评价对象一行，写明简短的代码与名称。",
    ),
    "step-observations": (
        "`data/{index}/observations.csv`: a row for each figure, with its status and source.",
        "`data/{index}/observations.csv`：每行一个数值，注明数据状态与来源。",
    ),
    "step-sources": (
        "`data/{index}/sources.yaml`: where the figures come from.",
        "`data/{index}/sources.yaml`：数据出处。",
    ),
    "step-index": (
        "`indicators/{index}.yaml`: the tree and the methods. Comments say what is published and "
        "what assumed; the note at the top is shown with every answer, so rewrite it.",
        "`indicators/{index}.yaml`：指标体系与各步骤的方法。注释（英文）标明已公布与假定之处；"
        "开头的`note`随每项结果显示，请改写。",
    ),
    "step-validate": (
        "`coopindex validate {index}` in between says what is missing.",
        "每改一步运行`coopindex validate {index}`，它会指出还缺什么。",
    ),
}
