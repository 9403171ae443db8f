"""Where a story lies: on the desk, or on one of the shelves of what has left it.

The database works the shelf out from the status and keeps it in a column, so that an index begins
with it: forty of ten thousand open stories are found without a look at the million that left.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Value, When

from dispatches.workflow import IN_WORK, Status

ON_THE_DESK = IN_WORK | {Status.APPROVED}
"""What the queue shows when no status is asked for."""
DESK = 0
ARCHIVE = {Status.PUBLISHED: 1, Status.SPIKED: 2, Status.WITHDRAWN: 3}

shelf_of_status = Case(
    *(When(status=status.value, then=Value(shelf)) for status, shelf in ARCHIVE.items()),
    default=Value(DESK),
    output_field=models.SmallIntegerField(),
)
