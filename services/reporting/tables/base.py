# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What all tables of reporting are made with."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, new_metadata
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata, consumes=True, notifies=True, rebuildable=True)


def known() -> sa.Column[object]:
    """The moment from which a fact was known: that of its recording by who told it."""
    return sa.Column("bekend_op", UtcDateTime, nullable=False)


def lapsed() -> sa.Column[object]:
    """The moment from which another fact was known in its place; empty for what holds now."""
    return sa.Column("vervallen_op", UtcDateTime)
