"""What stands in the columns of tables: each English text, as the tables have it, in Chinese."""

SAID = {
    "the unit's code, which stands once": "评价对象的代码，只出现一次",
    "its name in English": "英文名称",
    "its name in Chinese": "中文名称",
    "the code of a unit": "评价对象的代码",
    "the code of an indicator that is not counted, or of a variable": (
        "指标（由依据统计的除外）或变量的代码"
    ),
    "2021, `2021H1`, `2021Q2` or `2021-05`, all of one kind; empty where the index has one "
    "`year`": "2021、`2021H1`、`2021Q2`或`2021-05`，同属一种；指数只有一个`year`时可留空",
    "a number with a decimal point, within the `bounds`; empty when missing": (
        "数字，小数点用句点，在`bounds`之内；缺失则留空"
    ),
    "a source of sources.yaml": "sources.yaml中的来源",
    "a remark on the figure": "对该数字的说明",
    "the code of an indicator": "指标的代码",
    "`2018`, `2018-10` or `2018-10-20`; may be empty unless years are counted": (
        "`2018`、`2018-10`或`2018-10-20`；不按年统计时可留空"
    ),
    "a number, where the values are taken up (`sum`, `latest`)": (
        "数字，用到数值时才写（`sum`、`latest`）"
    ),
    "what happened": "发生了什么",
    "where in the source it stands": "在来源中的位置",
}
PHRASES = {
    "header": ("table | column | what stands there", "表 | 列 | 内容"),
    **{english: (english, chinese) for english, chinese in SAID.items()},
}
