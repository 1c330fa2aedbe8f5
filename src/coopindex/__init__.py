"""Composite cooperation indices from YAML: validated, weighted, explained, verified."""
