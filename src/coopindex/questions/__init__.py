"""A scoring in, an answer out."""
