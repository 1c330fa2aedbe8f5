"""What is wrong with a place that something is to be written to."""

PHRASES = {
    "link": (
        "is a link to {target}, and nothing is written through links",
        "是指向{target}的链接；程序不经链接写入",
    ),
    "link.hint": (
        "name the file itself, or remove the link",
        "请直接写明该文件，或先删除此链接",
    ),
    "dangling": (
        "is a link to {target}, which is not there",
        "是指向{target}的链接，而该处不存在",
    ),
    "dangling.hint": (
        "make that folder, or connect the drive that it is on; else name another",
        "请先建立该文件夹，或接通其所在磁盘；也可另选文件夹",
    ),
    "no-report": (
        "holds files, but no report of ours that a new one could replace",
        "已有文件，但不是本程序的报告，不能以新报告替换",
    ),
    "no-report.hint": (
        "move the folder away, or choose another with -o",
        "请移走该文件夹，或用`-o`另选文件夹",
    ),
    "epoch": (
        "is no number of seconds since 1970, so documents have no date",
        "不是自1970年起的秒数，无法确定文档日期",
    ),
    "epoch.hint": (
        "write a whole number such as 1764115200, or leave it unset",
        "请写整数，如1764115200，或不设此变量",
    ),
    "format": (
        "{format} is no format of a report",
        "没有名为{format}的报告格式",
    ),
    "no-format": (
        "the name of a format is missing",
        "缺少格式的名称",
    ),
    "extra": (
        (
            "{format} needs {packages}, which is not installed",
            "{format} needs {packages}, which are not installed",
        ),
        "{format}需要{packages}，但尚未安装",
    ),
    "extra.hint": (
        'pip install "coopindex[{extra}]"',
        '`pip install "coopindex[{extra}]"`',
    ),
}
