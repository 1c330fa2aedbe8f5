"""Headers and marks by which tables say what stands in them, in the languages that we meet."""

from __future__ import annotations

from collections.abc import Iterable

from coopindex.content.tables.table import fold


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, " ".join(words).split()))


CODES = _folded(
    "code id iso iso2 iso3 isocode iso3code iso2code unitcode ucode unit_id countrycode",
    "country_iso",
    "geo geocode geo_code regioncode citycode areacode nuts nutscode wbcode m49",
    "代码 编码 国家代码 地区代码 城市代码 省份代码 区划代码 行政区划代码 行政代码 单位代码",
)
NAMES = _folded(
    "unit units unitname uname name names country countries countryname city cities cityname",
    "province provincename state municipality county district territory economy geography geoname",
    "region regionname area land staat stadt pays ville país ciudad kraj miasto land/region",
    "name_en name_zh english chinese englishname chinesename 中文名 中文名称 英文名 英文名称",
    "port ports town member bank firm company university school",
    "名称 名字 城市 城市名称 城市名 国家 国家名称 国家和地区 国家/地区 地区 地区名称 省份 省 省市",
    "省区市 省市区 市 地级市 区县 县 县市 县区 单位 单位名称 评价对象 对象 港口 企业 高校 学校",
)
YEARS = _folded(
    "year years time timeperiod time_period period date jahr année annee año ano anno rok god",
    "年份 年 年度 时间 日期 期间 统计年份 月份 季度",
)
INDICATORS = _folded(
    "indicator indicatorcode indicatorname series seriescode seriesname variable measure item",
    "指标 指标名称 指标代码 指标编码 变量",
)
VALUES = _folded("value values obs_value obsvalue figure 值 数值 指标值 数据")
RUNNING = _folded("no no. nr nr. n # number rownumber row index lfd.nr. 序号 编号 行号 号")
RANKS = _folded("rank ranking ranks position 排名 位次 名次 排序")

# headers that say what is ranked -> what it is called
RANKED = {
    fold(word): (english, chinese)
    for english, chinese, words in (
        ("city", "城市", "city cities cityname 城市 城市名称 城市名 地级市"),
        ("country", "国家", "country countries countryname 国家 国家名称"),
        ("province", "省份", "province provinces 省份 省"),
        ("region", "地区", "region regions 地区 地区名称"),
        ("district", "区县", "district county 区县 县区"),
        ("port", "港口", "port ports 港口"),
        ("company", "企业", "company firm 企业"),
        ("university", "高校", "university 高校"),
    )
    for word in words.split()
}

# what stands where there is no figure; R, spreadsheets, statistical offices
MARKS = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "#n/a",
        "<na>",
        "nan",
        "null",
        "none",
        "nil",
        "missing",
        "nd",
        "n.d.",
        "n.d",
        "..",
        "...",
        "…",
        "：",
        ":",
        ".",
        "-",
        "--",
        "–",
        "—",
        "―",
        "*",
        "缺失",
        "缺",
        "无",
        "无数据",
        "暂无",
        "暂缺",
        "空",
        "——",
        "……",
    ]
)


def is_one_of(header: str, words: Iterable[str]) -> bool:
    """Say whether a header is one of the words, whatever its case, width and blanks.

    >>> is_one_of("Country Code", CODES), is_one_of("城市", NAMES), is_one_of("GDP", NAMES)
    (True, True, False)
    """
    return fold(header) in words


def is_mark(text: str) -> bool:
    """Say whether a text is known to stand for no figure.

    >>> is_mark("N/A"), is_mark(".."), is_mark("12*")
    (True, True, False)
    """
    return text.strip().casefold() in MARKS
