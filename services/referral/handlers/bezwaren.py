# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Findings on what a person asked, as the problem that person gets: all of them at once."""

import re
from collections.abc import Iterable, Sequence

from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.ijw import Finding


def refuse(bezwaren: Iterable[tuple[str, str]], code: str) -> None:
    """400 with all that is wrong at once: (field, why)."""
    params = [InvalidParam(name, code, reason) for name, reason in bezwaren]
    if params:
        detail = "; ".join(f"{param.name} {param.reason}" for param in params)
        raise InvalidInput(f"{detail}.", invalid_params=params)


def refuse_input(findings: Sequence[Finding]) -> None:
    """400 when the request itself is wrong."""
    if findings:
        raise InvalidInput(_detail(findings), invalid_params=params_of(findings))


def refuse_state(findings: Sequence[Finding]) -> None:
    """409 when the request is at odds with what there is."""
    if findings:
        code = findings[0].regel
        raise Conflict(_detail(findings), code=code, invalid_params=params_of(findings))


def _detail(findings: Sequence[Finding]) -> str:
    return " ".join(finding.melding for finding in findings)


def params_of(findings: Sequence[Finding]) -> list[InvalidParam]:
    """Each finding at its field, named as in any other problem: `relaties[0].naam`."""
    return [InvalidParam(_field(one.plaats), one.regel, one.melding) for one in findings]


def _field(plaats: str) -> str:
    return re.sub(r"/([0-9]+)", r"[\1]", plaats.lstrip("/")).replace("/", ".")
