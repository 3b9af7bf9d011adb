# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How pages look: one style, no scripts, all text escaped; numbers as the Dutch write them."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from libs.common.clock import AMSTERDAM
from services.reporting.api.dashboard.grafiek import BREEDTE, HOOGTE, maandnaam

_FOLDER = Path(__file__).parent / "sjablonen"
_STYLE = (_FOLDER / "dashboard.css").read_text(encoding="utf-8")
_CSP = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)
_LEEG = "–"
_VAST = "\N{NO-BREAK SPACE}"


def getal(waarde: int | None) -> str:
    """A count: `1.234`."""
    return _LEEG if waarde is None else f"{waarde:,}".replace(",", ".")


def euro(centen: int | None) -> str:
    """Cents as whole euros, half away from zero: `€ 1.235`."""
    if centen is None:
        return _LEEG
    heel = (abs(centen) + 50) // 100
    return f"{'-' if centen < 0 and heel else ''}€{_VAST}{getal(heel)}"


def procent(waarde: float | None) -> str:
    """A percentage with one decimal: `44,0 %`."""
    return _LEEG if waarde is None else f"{waarde:.1f}{_VAST}%".replace(".", ",")


def kommagetal(waarde: float | None) -> str:
    """A number with at most two decimals: `1,85`."""
    if waarde is None:
        return _LEEG
    return f"{waarde:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def verandering(waarde: float) -> str:
    """A change in percent with its sign: `+3,1 %`."""
    return f"{waarde:+.1f}{_VAST}%".replace(".", ",")


_EENHEDEN: Mapping[str, Callable[..., str]] = {
    "eurocent": euro,
    "procent": procent,
    "factor": kommagetal,
    "dagen": kommagetal,
}


def van_eenheid(eenheid: str) -> Callable[..., str]:
    """How figures of this unit are written."""
    return _EENHEDEN.get(eenheid, getal)


def in_eenheid(eenheid: str, waarde: float | None) -> str:
    """A figure in its unit."""
    return van_eenheid(eenheid)(waarde)


def is_verborgen(cijfers: Mapping[str, object]) -> bool:
    """Figures of too few clients to show, or from which those could be reckoned."""
    return cijfers["unieke_clienten"] is None


def dag(waarde: date) -> str:
    """A day: `29-11-2026`."""
    return f"{waarde:%d-%m-%Y}"


def moment(waarde: datetime) -> str:
    """A moment on the clocks of the Netherlands."""
    return f"{waarde.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


_pages = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
_pages.filters |= {
    "getal": getal,
    "euro": euro,
    "procent": procent,
    "kommagetal": kommagetal,
    "dag": dag,
    "moment": moment,
    "maand": maandnaam,
    "verandering": verandering,
}
_pages.tests["verborgen"] = is_verborgen
_pages.globals |= {"style": _STYLE, "breedte": BREEDTE, "hoogte": HOOGTE}


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page of this template."""
    root = f"{request.scope.get('root_path', '')}/dashboard"
    hier = request.url.path.removeprefix(root)
    html = _pages.get_template(name).render(root=root, hier=hier, **values)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": _CSP})
