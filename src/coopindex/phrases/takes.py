"""What an option takes; codes, `true`, `false` and `null` are the same in both languages."""

PHRASES = {
    "number": ("number", "数值"),
    "whole": ("whole number", "整数"),
    "text": ("text", "文字"),
    "truth": ("true or false", "`true`或`false`"),
    "null": ("null", "`null`"),
    "method": ("methods by name or {{method: ...}}", "方法名或`{{method: ...}}`"),
    "anything": ("anything", "任意"),
    "or": ("{first} or {rest}", "{first}或{rest}"),
    "tuple": ("[{inner}]", "[{inner}]"),
    "next": ("{first}, {rest}", "{first}, {rest}"),
    "list": ("list", "列表"),
    "list_of": ("list of {inner}", "{inner}列表"),
    "mapping": ("mapping of {key} to {value}", "{key}到{value}的映射"),
    # where several ways of writing are read
    "denomination.by": ("a variable, or a number", "变量或数值"),
    "missing.minimum_present": ("a share (2/3, 60%) or a number", "占比（2/3、60%）或个数"),
}
