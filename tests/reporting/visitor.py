# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Somebody who looks at the dashboard in a browser."""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from libs.common.auth import OrgType, TokenIssuer
from libs.common.runtime import Service
from libs.common.serve import serving

Colours = Literal["light", "dark"]
_WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@asynccontextmanager
async def visit(
    browser: Browser,
    service: Service,
    token: str,
    colours: Colours = "light",
    scripts: bool = False,
) -> AsyncIterator[tuple[Page, str]]:
    """A page of who logged in through the form, and where the dashboard is."""
    async with serving(service.app, "127.0.0.1", 0) as url:
        context = await browser.new_context(color_scheme=colours, java_script_enabled=scripts)
        page = await context.new_page()
        await page.goto(f"{url}/dashboard")
        await page.get_by_label("Toegangstoken").fill(token)
        await page.get_by_role("button", name="Aanmelden").click()
        await page.wait_for_url(f"{url}/dashboard")
        yield page, f"{url}/dashboard"
        await context.close()


def token(
    issuer: TokenIssuer,
    org_type: OrgType = OrgType.BEHEER,
    code: str = "beheer",
    scopes: Iterable[str] = ("weergaven:lezen",),
) -> str:
    return issuer.issue(org_type, code, scopes)


async def tiles(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in await page.locator(".cijfer").all_inner_texts()]


async def shuts_out(page: Page, address: str) -> str:
    """What of WCAG 2.2 AA a machine finds wrong with a page; nothing when all is well."""
    await page.goto(address)
    return await wrong_with(page)


async def wrong_with(page: Page) -> str:
    """The same of a page as it now stands."""
    found = await Axe().run(page, options=_WCAG)
    return f"{page.url}: {found.generate_report()}" if found.violations_count else ""
