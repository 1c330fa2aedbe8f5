"""The mathematics: one module a stage, pure functions of arrays, and the registry that finds them."""
