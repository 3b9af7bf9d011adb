# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an organisation may do, and why. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from libs.common.auth.model import OrgType, code_of
from libs.common.auth.scopes import SCOPES
from services.contract.domain.geldigheid import Fault, Geldigheid, unordered


@dataclass(frozen=True, slots=True)
class Autorisatie:
    """Rights of an organisation for a period; without any they are withdrawn."""

    soort: OrgType
    code: str
    rechten: tuple[str, ...]
    geldig: Geldigheid
    reden: str


def autorisatie_faults(wanted: Autorisatie) -> Iterator[Fault]:
    """A code of another kind, rights that its kind never has, an end before the beginning."""
    try:
        code_of(wanted.soort, wanted.code)
    except ValueError:
        yield Fault("code", "ongeldig", f"heeft niet de vorm van een {wanted.soort}")
    for place, recht in enumerate(wanted.rechten):
        if recht not in SCOPES[wanted.soort]:
            yield Fault(f"rechten[{place}]", "onbekend", f"is geen recht van een {wanted.soort}")
    if not wanted.geldig.is_ordered:
        yield unordered("geldigTot")
