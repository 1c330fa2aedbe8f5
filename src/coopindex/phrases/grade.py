"""What the field calls the grades of coordination, and the stages of coupling."""

PHRASES = {
    "extreme": ("extreme disorder", "极度失调"),
    "severe": ("severe disorder", "严重失调"),
    "moderate": ("moderate disorder", "中度失调"),
    "mild": ("mild disorder", "轻度失调"),
    "near": ("near disorder", "濒临失调"),
    "barely": ("barely coordinated", "勉强协调"),
    "primary": ("primary coordination", "初级协调"),
    "intermediate": ("intermediate coordination", "中级协调"),
    "good": ("good coordination", "良好协调"),
    "quality": ("quality coordination", "优质协调"),
    "low": ("low coupling", "低度耦合"),
    "antagonistic": ("antagonistic", "拮抗"),
    "running-in": ("running-in", "磨合"),
    "high": ("high coupling", "高度耦合"),
}
