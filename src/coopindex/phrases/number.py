"""Numbers in sentences: ranks, intervals of them, dates."""

PHRASES = {
    "place": ("{rank}", "第{rank}位"),
    "shared": ("shared {rank}", "并列第{rank}位"),
    "places": ("{low} to {high}", "第{low}至第{high}位"),
    "percentage_points": ("{points} percentage points", "{points}个百分点"),
    "day": ("{day} {month} {year}", "{year}年{month}月{day}日"),
    "month": ("{month} {year}", "{year}年{month}月"),
    "year": ("{year}", "{year}年"),
    "units": ("{number} {units}", "{number}个{units}"),
    "indicators": (("{number} indicator", "{number} indicators"), "{number}个指标"),
    "others": ("{names} and {number} other {units}", "{names}和另外{number}个{units}"),
}
