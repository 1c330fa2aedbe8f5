"""From tables to checked data."""
