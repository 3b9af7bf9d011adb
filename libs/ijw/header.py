# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The headers: of a heenbericht, of a retourbericht, and of the JW325."""

from typing import Annotated

from libs.ijw import shared as s
from libs.ijw import types as t
from libs.ijw.declare import Wrapped, klasse


@klasse
class Header:
    """The header of a heenbericht; code and parties are bound per message."""

    bericht_code: t.BerichtCode
    bericht_versie: t.BerichtVersie = 3
    bericht_subversie: t.BerichtSubversie = 2
    afzender: str
    ontvanger: str
    bericht_identificatie: s.BerichtIdentificatie
    xsd_versie: s.XsdVersie = s.XsdVersie()


@klasse
class RetourHeader(Header):
    """The header of a retourbericht: that of the heenbericht, then its own identification."""

    identificatie_retour: t.Identificatie
    dagtekening_retour: t.Datum
    xslt_versie: t.Versie | None = None
    xsd_versie_retour: s.XsdVersie = s.XsdVersie()
    retour_codes: Annotated[
        tuple[t.Retourcode, ...], Wrapped("RetourCodes", "RetourCode", True)
    ] = ()


@klasse
class AntwoordHeader(Header):
    """The header of a JW325, which is a heenbericht of its own."""

    declaratie_identificatie: s.BerichtIdentificatie
    xslt_versie: t.Versie | None = None
    xsd_versie_declaratie: s.XsdVersie = s.XsdVersie()
    retour_codes: Annotated[tuple[t.Retourcode, ...], Wrapped("RetourCodes", "RetourCode")]
