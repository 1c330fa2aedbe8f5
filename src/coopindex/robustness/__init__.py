"""How much of a ranking is fact and how much is choice. Knows the engine and its methods; knows no files."""
