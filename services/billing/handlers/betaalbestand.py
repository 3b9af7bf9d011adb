# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The file of a payment run for the bank: ISO 20022 pain.001.001.09, as SEPA uses it.

The same run gives the same bytes: everything in it is kept with the run.
"""

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from services.billing.domain.betaling import Betaalrun, Betaling, euros, sepa_text

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_LONGEST_NAME = 70


def pain001(run: Betaalrun, betalingen: Sequence[Betaling], moment: datetime) -> bytes:
    """One payment instruction with a transaction for each receiver, in order of its code.

    `moment` is that of the approval.
    """
    document = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    root = _add(document, "CstmrCdtTrfInitn")
    reference = run.id.replace("-", "")
    _header(root, run, reference, moment)
    info = _instruction(root, run, reference)
    for betaling in sorted(betalingen, key=lambda one: one.agb_code):
        _transaction(info, betaling)
    etree.indent(document)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8") + b"\n"


def _header(root: etree._Element, run: Betaalrun, reference: str, moment: datetime) -> None:
    header = _add(root, "GrpHdr")
    _add(header, "MsgId", reference)
    _add(header, "CreDtTm", f"{moment:%Y-%m-%dT%H:%M:%S}Z")
    _totals(header, run)
    _add(_add(header, "InitgPty"), "Nm", sepa_text(run.tenaamstelling, _LONGEST_NAME))


def _instruction(root: etree._Element, run: Betaalrun, reference: str) -> etree._Element:
    info = _add(root, "PmtInf")
    _add(info, "PmtInfId", f"{reference}-1")
    _add(info, "PmtMtd", "TRF")
    _add(info, "BtchBookg", "true")
    _totals(info, run)
    _add(_add(_add(info, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _add(_add(info, "ReqdExctnDt"), "Dt", run.uitvoerdatum.isoformat())
    _add(_add(info, "Dbtr"), "Nm", sepa_text(run.tenaamstelling, _LONGEST_NAME))
    _account(info, "DbtrAcct", run.iban)
    bank = _add(_add(info, "DbtrAgt"), "FinInstnId")
    _add(_add(bank, "Othr"), "Id", "NOTPROVIDED")
    _add(info, "ChrgBr", "SLEV")
    return info


def _transaction(info: etree._Element, betaling: Betaling) -> None:
    transaction = _add(info, "CdtTrfTxInf")
    _add(_add(transaction, "PmtId"), "EndToEndId", betaling.end_to_end_id)
    amount = _add(_add(transaction, "Amt"), "InstdAmt", euros(betaling.bedrag))
    amount.set("Ccy", "EUR")
    _add(_add(transaction, "Cdtr"), "Nm", sepa_text(betaling.tenaamstelling, _LONGEST_NAME))
    _account(transaction, "CdtrAcct", betaling.iban)
    text = f"Jeugdhulp, specificatie {betaling.end_to_end_id}"
    _add(_add(transaction, "RmtInf"), "Ustrd", text)


def _totals(parent: etree._Element, run: Betaalrun) -> None:
    _add(parent, "NbOfTxs", str(run.aantal))
    _add(parent, "CtrlSum", euros(run.bedrag))


def _account(parent: etree._Element, name: str, iban: str) -> None:
    _add(_add(_add(parent, name), "Id"), "IBAN", iban)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = text
    return child
