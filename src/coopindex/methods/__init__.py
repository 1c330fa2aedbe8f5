"""The mathematics: a module for each stage, pure functions of arrays, and the registry of them."""
