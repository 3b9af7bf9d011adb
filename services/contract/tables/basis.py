# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The metadata of contract, and the shared mechanics in it."""

from libs.common.db import new_metadata
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata, consumes=True)
