"""The exit codes of the program."""

# fine, our bug, usage, input invalid, a published figure not met, interrupted
FINE, BUG, USAGE, INVALID, UNMET, INTERRUPTED = 0, 1, 2, 3, 4, 130
