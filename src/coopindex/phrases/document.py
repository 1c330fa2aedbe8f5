"""What documents say of themselves."""

PHRASES = {
    "table": ("Table {number}. {title}", "表{number} {title}"),
    "figure": ("Figure {number}. {title}", "图{number} {title}"),
}
