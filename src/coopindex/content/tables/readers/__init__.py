"""The readers of tables, one kind of file each: see `registry` for how to add one."""
