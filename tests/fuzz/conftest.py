"""The fuzzer is a program of its own; its modules are no tests."""

collect_ignore = ["run.py", "seeds.py", "mutate.py"]
