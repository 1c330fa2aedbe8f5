"""A workbook that is an index: its sheets are the files of a folder of text, and the other way."""
