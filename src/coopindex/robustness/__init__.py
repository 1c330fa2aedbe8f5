"""How much of a ranking is fact and how much is choice. Knows the engine; knows no files."""
