"""The statistical assessment of an index: facts chapter by chapter, rules, findings, a verdict.

Each chapter answers with tidy tables and says nothing in sentences; `rules` holds them against
thresholds, `audit` puts the answer together.
"""
