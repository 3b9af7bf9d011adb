# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

r"""What organisations are called by.

Digits are 0 to 9: those of a pattern (`\d`) are of all scripts, and make one code into several.
"""

from typing import Annotated

from pydantic import Field

Oin = Annotated[str, Field(pattern=r"^000000(0[1-9]|99)[0-9]{12}$")]
"""Organisatie-identificatienummer: the register it is of (99 is that of tests), and its number."""

Gemeentecode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
"""Of a gemeente, by CBS."""

AgbCode = Annotated[str, Field(pattern=r"^[0-9]{8}$")]
"""Of an aanbieder, by Vektis: where messages for it are delivered."""

Regiocode = Annotated[str, Field(min_length=1, max_length=20)]
"""Of a region, as whoever runs this calls it."""
