# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The indicators of the catalogue, I-01 to I-30, each one unit of data and code. Pure."""

from services.reporting.domain.indicatoren import (
    aanbieders,
    begroting,
    clienten,
    geld,
    jeugd,
    stromen,
    verblijf,
    verzilvering,
    wachten,
)
from services.reporting.domain.indicatoren.register import REGISTER, Indicator

UNITS = (clienten, geld, begroting, verzilvering, stromen, wachten, aanbieders, verblijf, jeugd)
"""The modules that fill the register."""


def indicatoren() -> list[Indicator]:
    """The version of each that counts now, in order of their ids."""
    return [REGISTER[one][-1] for one in sorted(REGISTER)]


def indicator_van(id: str, versie: int | None = None) -> Indicator | None:
    """One version of an indicator, without a version the one that counts now."""
    versions = REGISTER.get(id, [])
    if versie is None:
        return versions[-1] if versions else None
    return next((one for one in versions if one.versie == versie), None)


__all__ = ["REGISTER", "UNITS", "Indicator", "indicator_van", "indicatoren"]
