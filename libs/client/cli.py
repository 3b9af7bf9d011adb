# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line `jeugdregio`, for aanbieders and gemeenten: `jeugdregio --help`."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from click.shell_completion import get_completion_class
from rich.console import Console
from rich.progress import DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from libs.client.folder import Inbox
from libs.client.messages import FORMS, SERVICES, Client, Json, codes_of, is_final
from libs.client.session import Login, RefusedError, UnreachableError
from libs.ijw import MessageError, check, read
from libs.oauth import ClientKey

_PROGRAM = "jeugdregio"
_COMPLETE = "_JEUGDREGIO_COMPLETE"
_SHELLS = ("bash", "zsh", "fish")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)

_PATIENCE = click.option(
    "--wachten",
    "patience",
    default=60.0,
    show_default=True,
    metavar="SECONDEN",
    help="Hoe lang per bericht.",
)
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="De uitkomsten als JSON.")

_errors = Console(stderr=True, highlight=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--url",
    envvar="JEUGDREGIO_CLIENT_URL",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Adres van de regio, zonder /referral/v1.",
)
@click.option(
    "--client-id",
    envvar="JEUGDREGIO_CLIENT_ID",
    default="",
    help="Organisatie namens wie, zoals aanbieder:90000101.",
)
@click.option(
    "--secret",
    envvar="JEUGDREGIO_CLIENT_SECRET",
    default="",
    help="Geheim bij --client-id; liever in JEUGDREGIO_CLIENT_SECRET.",
)
@click.option(
    "--sleutel",
    "key_file",
    envvar="JEUGDREGIO_CLIENT_KEY",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="In plaats van een geheim: een bestand met uw private sleutel (PEM; private_key_jwt).",
)
@click.option(
    "--scope",
    envvar="JEUGDREGIO_CLIENT_SCOPE",
    default="",
    help="Rechten om te vragen, met spaties ertussen; zonder opgave alle.",
)
@click.option(
    "--token",
    envvar="JEUGDREGIO_CLIENT_TOKEN",
    default="",
    help="Een token van elders, in plaats van een geheim.",
)
@click.option(
    "--token-url",
    envvar="JEUGDREGIO_CLIENT_TOKEN_URL",
    default="/embedded/v1/tokens",
    show_default=True,
    help="Waar tokens worden uitgegeven.",
)
@click.pass_context
def cli(context: click.Context, /, url: str, key_file: Path | None, **given: str) -> None:
    """Berichten indienen en volgen, antwoorden ophalen, cijfers meenemen."""
    context.obj = lambda: _client(url, Login(**given, key=_key(key_file)))


def _client(url: str, login: Login) -> Client:
    if not login.token and not (login.client_id and (login.secret or login.key)):
        raise click.UsageError("Geef --client-id met --sleutel of --secret, of --token (--help).")
    return Client(url, login)


def _key(file: Path | None) -> ClientKey | None:
    try:
        return None if file is None else ClientKey.read(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{file}: geen private sleutel (PEM), RSA of P-256.") from error


@cli.command()
@click.argument("files", metavar="BESTAND...", nargs=-1, required=True, type=_FILE)
@click.option("--volgen/--niet-volgen", default=True, help="Wachten op het oordeel (standaard).")
@_PATIENCE
@click.option(
    "--controleren",
    "first_check",
    is_flag=True,
    help="Eerst hier controleren op niveau 1 en 2; wat niet klopt gaat niet weg.",
)
@_AS_JSON
@click.pass_context
def indienen(
    context: click.Context,
    files: Sequence[Path],
    volgen: bool,
    patience: float,
    first_check: bool,
    as_json: bool,
) -> None:
    """Berichten indienen en zeggen wat ervan werd; code 1 als er een niet is aangenomen."""
    with _progress() as progress, context.obj() as client:
        task = progress.add_task("indienen", total=len(files))
        told = []
        for file in files:
            progress.update(task, description=f"indienen {file.name}")
            told.append(_posted(client, file, patience if volgen else 0.0, check_it=first_check))
            progress.advance(task)
    _tell(told, as_json=as_json)
    if any(one.get("status") != "verwerkt" for one in told if volgen or "fout" in one):
        context.exit(1)


@cli.command()
@click.argument("plaatsen", metavar="PLAATS...", nargs=-1, required=True)
@_PATIENCE
@_AS_JSON
@click.pass_context
def volgen(context: click.Context, plaatsen: Sequence[str], patience: float, as_json: bool) -> None:
    """Berichten volgen, op de plaats die indienen noemde; code 1 als er een niet klaar is."""
    with _progress() as progress, context.obj() as client:
        task = progress.add_task("volgen", total=len(plaatsen))
        told = []
        for place in plaatsen:
            told.append(_followed(client, place, place, patience))
            progress.advance(task)
    _tell(told, as_json=as_json)
    if not all(one["klaar"] for one in told):
        context.exit(1)


@cli.command()
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--dienst",
    "services",
    type=click.Choice(SERVICES),
    multiple=True,
    default=SERVICES,
    help="Alleen van deze dienst.",
)
@click.pass_context
def ophalen(context: click.Context, folder: Path, services: Sequence[str]) -> None:
    """Wat klaarligt ophalen in een map, sinds de vorige keer; er wordt niets gemist."""
    count = 0
    with _progress() as progress, context.obj() as client:
        task = progress.add_task("ophalen", total=None)
        for service in services:
            inbox = Inbox(folder, service)
            for waiting in client.waiting(service, inbox.cursor):
                inbox.keep(waiting, client.content(waiting.about))
                count += 1
                progress.update(task, completed=count, description=f"ophalen {count}")
            inbox.close()
    click.echo(f"{count} berichten opgehaald in {folder}")


@cli.command()
@click.argument("naam", metavar="WEERGAVE")
@click.option(
    "--vraag",
    "-q",
    "asked",
    multiple=True,
    metavar="NAAM=WAARDE",
    help="Een parameter van de weergave, zoals van=2026-01; meer keren mag.",
)
@click.option("--vorm", "form", type=click.Choice([*FORMS]), default="json", show_default=True)
@click.option(
    "--uit",
    "-o",
    "file",
    required=True,
    help="Het bestand.",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_context
def weergave(
    context: click.Context, naam: str, asked: Sequence[str], form: str, file: Path
) -> None:
    """Een weergave van reporting meenemen, zoals kerncijfers of indicatoren/I-01."""
    params = dict(_pair(one) for one in asked)
    with _progress(DownloadColumn()) as progress, context.obj() as client:
        task = progress.add_task(naam, total=None)
        for size in client.view(naam, form, params, file):
            progress.advance(task, size)
    click.echo(f"{file} ({file.stat().st_size} bytes)")


@cli.command()
@click.pass_context
def token(context: click.Context) -> None:
    """Een vers token, voor een programma dat er een uit een bestand leest."""
    with context.obj() as client:
        click.echo(client.token)


@cli.command()
@click.argument("bestand", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def jwks(bestand: Path) -> None:
    """De publieke helft van een sleutel, om te registreren waar u tokens vandaan haalt."""
    key = _key(bestand)
    click.echo(json.dumps(key and key.jwks(), indent=2))


@cli.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def aanvullen(shell: str) -> None:
    """Een script dat de shell opdrachten laat aanvullen: zet het in uw .bashrc, .zshrc of fish."""
    completion = get_completion_class(shell)
    assert completion is not None  # noqa: S101 - one of those above
    click.echo(completion(cli, {}, _PROGRAM, _COMPLETE).source())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command: code 1 when the outcome is bad, 2 when the call is."""
    try:
        cli(args=arguments, prog_name=_PROGRAM, complete_var=_COMPLETE)
    except (RefusedError, UnreachableError) as why:
        _errors.print(f"{why}", style="red", markup=False)
        sys.exit(1)


def _posted(client: Client, file: Path, patience: float, *, check_it: bool) -> Json:
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        wrong = [f"{f.regel} {f.melding}" for f in check(read(raw))] if check_it else []
        if wrong:
            return {"bestand": file.name, "fout": "; ".join(wrong), "klaar": True}
        place = client.post(raw)
    except (MessageError, RefusedError) as why:
        return {"bestand": file.name, "fout": str(why), "klaar": True}
    return _followed(client, file.name, place, patience)


def _followed(client: Client, name: str, place: str, patience: float) -> Json:
    bericht: Json = {}
    for bericht in client.follow(place, patience):  # noqa: B007 - the last one counts
        pass
    return {"bestand": name, "plaats": place, "klaar": is_final(bericht), **bericht}


def _tell(told: Sequence[Json], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    table = Table("bericht", "soort", "status", "bevindingen", "plaats")
    for one in told:
        found = one.get("fout") or ", ".join(codes_of(one))
        status = one.get("status", "niet ingediend")
        table.add_row(one["bestand"], one.get("soort") or "", status, found, one.get("plaats", ""))
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def _pair(one: str) -> tuple[str, str]:
    name, equals, value = one.partition("=")
    if not equals:
        raise click.BadParameter(f"{one}: schrijf NAAM=WAARDE", param_hint="--vraag")
    return name, value


@contextmanager
def _progress(*more: DownloadColumn) -> Iterator[Progress]:
    """How far it is, on a terminal only: what is piped on is the outcome alone."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *more, TimeElapsedColumn())
    with Progress(
        *columns, console=_errors, transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        yield bar
