"""The date that documents carry."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem


def document_date() -> datetime:
    """Return the date of documents: that of SOURCE_DATE_EPOCH, else the beginning of this day.

    SOURCE_DATE_EPOCH holds seconds since 1970 (https://reproducible-builds.org/specs/
    source-date-epoch/); what is none is `InvalidInput`. So the same inputs give the same bytes.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        message, hint = Wording("writing.epoch"), Wording("writing.epoch.hint")
        field = "SOURCE_DATE_EPOCH"
        problem = Problem("bad-value", message, field=field, value=said, hint=hint)
        raise InvalidInput([problem]) from None
