# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What all tables of billing stand in, with the shared mechanics."""

from libs.common.db import new_metadata
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata, consumes=True, mail=True, destroys=True)
