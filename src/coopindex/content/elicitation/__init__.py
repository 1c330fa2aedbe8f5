"""Questionnaires for experts: written as workbooks, asked line by line, and read back."""
