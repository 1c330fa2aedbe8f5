"""The methods that a definition can name, and those that an index uses."""

PHRASES = {
    "stage": ("{stage} – {about}", "{about}（{stage}）"),
    "method": ("method", "方法"),
    "options": ("options", "选项"),
    "option": ("option", "选项"),
    "takes": ("takes", "取值"),
    "default": ("default", "默认值"),
    "must_be_given": ("must be given", "必须给出"),
    "in_yaml": ("In YAML", "在YAML中"),
    "in_use": ("Methods", "方法"),
    "of_stage": ("stage", "步骤"),
    "scale": ("scale", "标准化基准"),
    "of": ("of", "适用于"),
    "reason": ("reason", "理由"),
    "nodes": ("{number} nodes", "{number}个指标"),
    "node_reason": ("{node}: {reason}", "{node}：{reason}"),
    "sources": ("Sources", "数据来源"),
    "provenance": ("Provenance", "溯源"),
    "provenance_line": ("{name}: {value}", "{name}：{value}"),
}
