"""What an option takes; codes, `true`, `false` and `null` are the same in both languages."""

PHRASES = {
    "number": ("number", "数值"),
    "whole": ("whole number", "整数"),
    "text": ("text", "文字"),
    "truth": ("{yes} or {no}", "{yes}或{no}"),
    "anything": ("anything", "任意"),
    "or": (" or ", "或"),
    "list": ("list", "列表"),
    "list_of": ("list of {of}", "{of}列表"),
    "mapping": ("mapping of {of} to {to}", "{of}到{to}的映射"),
    # where several ways of writing are read
    "denomination.by": ("a variable, or a number", "变量或数值"),
    "missing.minimum_present": ("a share (2/3, 60%) or a number", "占比（2/3、60%）或个数"),
}
