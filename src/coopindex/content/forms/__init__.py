"""What may be written in YAML."""
