"""What the periods of an index are called: by one word wherever a phrase says when."""

PHRASES = {
    # one of them, as it is counted
    "one year": ("year", "年"),
    "one half-year": ("half-year", "半年"),
    "one quarter": ("quarter", "季"),
    "one month": ("month", "月"),
    # several
    "years": ("years", "年份"),
    "half-years": ("half-years", "半年度"),
    "quarters": ("quarters", "季度"),
    "months": ("months", "月份"),
    # above a column
    "year": ("year", "年份"),
    "half-year": ("half-year", "半年度"),
    "quarter": ("quarter", "季度"),
    "month": ("month", "月份"),
}
