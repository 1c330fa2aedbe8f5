"""Projects made of others' files: COINr's tables, COIN Tool workbooks, any wide table."""
