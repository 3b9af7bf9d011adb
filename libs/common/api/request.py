# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an endpoint may ask of its request."""

from typing import Annotated

from fastapi import Depends, Request

from libs.common.runtime import Runtime


async def runtime_of(request: Request) -> Runtime:
    """The parts that the service of this request runs on; not in a thread, which takes longer."""
    runtime: Runtime = request.app.state.runtime
    return runtime


Rt = Annotated[Runtime, Depends(runtime_of)]


def location(request: Request, path: str) -> str:
    """Absolute path of a resource of this service, wherever it is mounted."""
    return f"{request.scope.get('root_path', '')}{path}"
