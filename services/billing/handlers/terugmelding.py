# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the bank says became of a payment file: ISO 20022 pain.002, of whatever version."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lxml import etree

from libs.common.problem import Conflict, InvalidInput
from libs.ijw.document import SAFE
from services.billing.domain.betaling import DUBBEL, Betaalrun, Betaling, Mislukking, sepa_text

MAX_BYTES = 5 * 1024 * 1024

_ROOT = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.[0-9]{2}\}Document")
_REJECTED = "RJCT"
_UNTOLD = "MS03"
"""The code of ISO 20022 for a reason that the bank does not give."""
_LONGEST_CODE = 35


def read_rejections(
    content: bytes, run: Betaalrun, betalingen: Sequence[Betaling], persoon: str
) -> dict[str, Mislukking]:
    """The payments that the bank rejected, by EndToEndId: one by one, by batch, or the whole file.

    Raises `InvalidInput` for what is no pain.002 or names a payment that is not in the run, and
    `Conflict` when it is about another file, or about one that the bank got twice.
    """
    root = _root(content)
    group = root.find(".//{*}OrgnlGrpInfAndSts")
    original = None if group is None else group.findtext("{*}OrgnlMsgId")
    if original != run.id.replace("-", ""):
        detail = "Deze terugmelding gaat over een ander betaalbestand (OrgnlMsgId)."
        raise Conflict(detail, code="ander-betaalbestand")
    op = _day(root)
    known = [one.end_to_end_id for one in betalingen]
    found: dict[str, str] = {}
    if _is_rejected(group, "GrpSts"):
        found |= dict.fromkeys(known, _code(group))
    for batch in root.iterfind(".//{*}OrgnlPmtInfAndSts"):
        if _is_rejected(batch, "PmtInfSts"):
            found |= dict.fromkeys(known, _code(batch))
    for one in root.iterfind(".//{*}TxInfAndSts"):
        if _is_rejected(one, "TxSts"):
            found[one.findtext("{*}OrgnlEndToEndId") or ""] = _code(one)
    strange = sorted(found.keys() - set(known))
    if strange:
        detail = f"Niet in deze betaalrun: {sepa_text(', '.join(strange), 200) or 'geen kenmerk'}."
        raise InvalidInput(detail, code="onbekende-betaling")
    refuse_twice(_codes(root))
    return {one: Mislukking("afgewezen", code, op, persoon) for one, code in found.items()}


def refuse_twice(codes: Iterable[str | None]) -> None:
    """What the bank had before did not fail: told as such it would be paid again (`Conflict`)."""
    if twice := sorted(DUBBEL.intersection(codes)):
        named = ", ".join(twice)
        detail = f"De bank weigert dit als dubbel ({named}): wat zij eerder kreeg, geldt."
        raise Conflict(detail, code="dubbel-aangeboden")


def _root(content: bytes) -> Any:  # noqa: ANN401 - a tree of lxml
    try:
        root: Any = etree.fromstring(content, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        raise InvalidInput("Dit is geen welgevormde XML.", code="geen-pain002") from None
    if root is None or root.getroottree().docinfo.doctype or not _ROOT.fullmatch(str(root.tag)):
        raise InvalidInput("Dit is geen pain.002 (ISO 20022).", code="geen-pain002")
    return root


def _is_rejected(part: Any, status: str) -> bool:  # noqa: ANN401 - an element, or None
    return part is not None and part.findtext(f"{{*}}{status}") == _REJECTED


def _codes(root: Any) -> set[str | None]:  # noqa: ANN401 - a tree of lxml
    """Why, of all that is rejected."""
    statuses = root.iter("{*}GrpSts", "{*}PmtInfSts", "{*}TxSts")
    rejected = [one.getparent() for one in statuses if one.text == _REJECTED]
    return {code.text for part in rejected for code in part.iterfind("{*}StsRsnInf/{*}Rsn/*")}


def _code(part: Any) -> str:  # noqa: ANN401 - an element
    reason = part.find("{*}StsRsnInf/{*}Rsn")
    told = None if reason is None else reason.findtext("{*}Cd") or reason.findtext("{*}Prtry")
    return sepa_text(told or "", _LONGEST_CODE) or _UNTOLD


def _day(root: Any) -> date:  # noqa: ANN401 - an element
    """On which the bank made it."""
    made = root.findtext(".//{*}GrpHdr/{*}CreDtTm") or ""
    try:
        return date.fromisoformat(made[:10])
    except ValueError:
        raise InvalidInput("CreDtTm is geen datum.", code="geen-pain002") from None
