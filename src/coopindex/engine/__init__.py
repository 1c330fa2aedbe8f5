"""The compiled index and what is computed from it. Knows methods; knows no files."""
