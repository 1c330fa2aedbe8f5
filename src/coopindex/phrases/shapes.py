"""A file of shapes for the map, and what is wrong with it."""

PHRASES = {
    "not-json": ("no JSON from column {column} on", "自第{column}列起不是有效的JSON"),
    "not-json.hint": (
        "export the shapes again as GeoJSON",
        "请重新导出为GeoJSON",
    ),
    "not-text": ("no JSON in UTF-8 that can be read", "不是可读取的UTF-8编码JSON"),
    "not-text.hint": ("export the shapes again as GeoJSON", "请重新导出为GeoJSON"),
    "not-features": (
        "the file holds `{kind}`, and no features",
        "文件内容为`{kind}`，不含地理要素",
    ),
    "not-features.hint": (
        "a FeatureCollection is needed, in which each feature names its unit (TopoJSON and "
        "shapefiles can be converted by QGIS or mapshaper)",
        "需要FeatureCollection，且各要素须有标识评价对象的属性（TopoJSON、shapefile可用QGIS或"
        "mapshaper转换）",
    ),
    "no-features": ("the file holds no features", "文件不含任何地理要素"),
    "no-features.hint": ("export the shapes again as GeoJSON", "请重新导出为GeoJSON"),
    "not-a-feature": ("feature {number} is none", "第{number}个要素并非Feature"),
    "not-a-feature.hint": (
        "each member of `features` has `type: Feature`, properties and a geometry",
        "`features`各成员须含`type: Feature`、属性与几何",
    ),
    "no-geometry": (
        "feature {number} ({name}) has a geometry that is not drawn: {kind}",
        "第{number}个要素（{name}）的几何类型无法绘制：{kind}",
    ),
    "no-geometry.hint": ("drawn are {known}", "可绘制的类型：{known}"),
    "no-rings": (
        "feature {number} ({name}) has a polygon without rings in `coordinates`",
        "第{number}个要素（{name}）的`coordinates`中有多边形缺少环",
    ),
    "no-rings.hint": (
        "a polygon is a list of rings, a ring a list of `[longitude, latitude]`",
        "多边形为环的列表，环为坐标点`[longitude, latitude]`（经度、纬度）的列表",
    ),
    "short-ring": (
        "feature {number} ({name}) has a ring of fewer than four positions in `coordinates`",
        "第{number}个要素（{name}）的`coordinates`中有环不足四个坐标点",
    ),
    "short-ring.hint": (
        "a ring has three corners at least, and its first position again at its end",
        "环至少有三个顶点，且首尾坐标相同",
    ),
    "no-position": (
        "feature {number} ({name}) has `coordinates` that are no `[longitude, latitude]`",
        "第{number}个要素（{name}）的`coordinates`不是`[longitude, latitude]`（经度、纬度）",
    ),
    "no-position.hint": (
        "a position is a pair of numbers in degrees",
        "坐标点为两个以度为单位的数",
    ),
    "beyond": (
        "feature {number} ({name}) lies beyond the globe at [{x}, {y}] in `coordinates`",
        "第{number}个要素（{name}）的`coordinates`含超出经纬度范围的坐标[{x}, {y}]",
    ),
    "beyond.hint": (
        "GeoJSON has longitude and latitude in degrees: convert projected coordinates to WGS 84 "
        "(EPSG:4326)",
        "GeoJSON须用经纬度（度）：投影坐标请转换为WGS 84（EPSG:4326）",
    ),
    "no-property": ("no feature has the property `{name}`", "各要素均无属性`{name}`"),
    "no-property.hint": ("there are {known}", "现有属性：{known}"),
    "nobody-named": (
        "no property names a unit of the index, by code or by name",
        "没有属性以代码或名称标识指数的评价对象",
    ),
    "nobody-named.hint": (
        "the first feature has {known}; write the units' codes into a property, and name it by "
        "`--map-key`",
        "首个要素的属性：{known}；请将评价对象代码写入某一属性，并以`--map-key`指明",
    ),
    "no-properties.hint": (
        "write the units' codes into a property of every feature, and name it by `--map-key`",
        "请在各要素中写入含评价对象代码的属性，并以`--map-key`指明",
    ),
    "nobody-placed": (
        "no feature that names a unit has a geometry",
        "对应评价对象的要素均无几何",
    ),
    "nobody-placed.hint": ("export the shapes again as GeoJSON", "请重新导出为GeoJSON"),
    "two-units": (
        "feature {number} ({name}) names several units by `{key}`: {units}",
        "第{number}个要素（{name}）的`{key}`对应多个评价对象：{units}",
    ),
    "two-units.hint": (
        "write their codes into a property, and name it by `--map-key`",
        "请将评价对象代码写入某一属性，并以`--map-key`指明",
    ),
}
