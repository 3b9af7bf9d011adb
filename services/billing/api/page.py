# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The explanation of a line or a message as a page that people read: no scripts, all escaped."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.billing.rules.explanation_whole import Gezien
from services.billing.rules.sentences import Feit, amount
from services.billing.schemas.declaraties import Declaratie, Toelichting
from services.billing.schemas.toelichting import GeheelToelichting

HTML = "text/html"
_JSON = ("application/json", "application/*", "*/*")
_KOPPEN = (
    ("Hieraan is niet voldaan", "niet-voldaan"),
    ("Hieraan is voldaan", "voldaan"),
    ("Niet van toepassing", "niet-van-toepassing"),
)
_BEDRAGEN = frozenset({"tarief", "tariefVerwacht", "contracttarief", "bedrag", "bedragVerwacht"})
_GRENZEN = frozenset({"budget", "plafond"})
_BIJ_EEN_GRENS = _GRENZEN | {"eerderGebruikt", "gedeclareerd", "ruimte"}
"""Amounts where a budget or ceiling stands beside them, else volumes."""
_BEGIN_VAN = {
    "tariefGeldigTot": "tariefGeldigVan",
    "einddatum": "ingangsdatum",
    "pgbEinddatum": "pgbBegindatum",
}
"""An end that is not there, of what did begin, is none."""
_FOLDER = Path(__file__).parent
_STYLE = (_FOLDER / "toelichting.css").read_text(encoding="utf-8")
_CSP = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)
_pages = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
_pages.filters["getoond"] = lambda feiten: list(_shown(feiten))


def wants_page(request: Request) -> bool:
    """Does the caller rather read a page than JSON? Who has no preference gets JSON."""
    asked = request.headers.get("Accept", "").lower().split(",")
    weights = {kind.strip(): _weight(rest) for kind, _, rest in (a.partition(";") for a in asked)}
    json = next((weights[kind] for kind in _JSON if kind in weights), 0.0)
    return weights.get(HTML, 0.0) > json


def _weight(parameters: str) -> float:
    """The q of an entry of Accept; what cannot be read weighs nothing."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def page_of(declaratie: Declaratie, toelichting: Toelichting) -> HTMLResponse:
    """The page of one line."""
    return _page(
        "toelichting.html",
        declaratie=declaratie,
        regel=toelichting,
        nummer=toelichting.nummer,
    )


def page_of_whole(geheel: GeheelToelichting, gezien: Gezien) -> HTMLResponse:
    """The page of a message as a whole."""
    return _page("geheel.html", geheel=geheel, gezien=gezien)


def _shown(feiten: Mapping[str, Feit]) -> Iterator[tuple[str, Feit]]:
    """Each fact as people read it; the JSON has cents and null."""
    euros = _BEDRAGEN | _BIJ_EEN_GRENS if _GRENZEN & feiten.keys() else _BEDRAGEN
    for name, value in feiten.items():
        if value is None:
            begun = feiten.get(_BEGIN_VAN.get(name, "")) is not None
            yield name, "zonder einde" if begun else "onbekend"
        elif isinstance(value, bool):
            yield name, "ja" if value else "nee"
        else:
            yield name, amount(value) if name in euros else value


def _page(name: str, **values: object) -> HTMLResponse:
    html = _pages.get_template(name).render(koppen=_KOPPEN, style=_STYLE, **values)
    return HTMLResponse(html, headers={"Content-Security-Policy": _CSP, "Vary": "Accept"})
