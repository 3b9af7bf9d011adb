# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line, as a process and as a function."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from libs.ijw import JW325, read, write
from libs.ijw.cli import main
from libs.ijw.declare import MESSAGES
from libs.ijw.twin import to_json
from tests.ijw.builders import base, change

ROOT = Path(__file__).parents[2]
BROKEN = {"declaratie.clienten.0.prestaties.0.product_tarief": None}


def _file(folder: Path, message: Any, name: str = "bericht.xml") -> str:
    path = folder / name
    path.write_bytes(write(message))
    return str(path)


def _process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "libs.ijw", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False)


def test_a_clean_file_gives_silence_and_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", _file(tmp_path, base("JW323"))]) == 0
    assert capsys.readouterr().out == ""


def test_findings_are_lines_with_rule_code_place_and_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = _file(tmp_path, base("JW301"), "clean.xml")
    broken = _file(tmp_path, change(base("JW323"), BROKEN), "broken.xml")
    assert main(["check", clean, broken]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    place = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ProductTarief"
    assert line.startswith(f"{broken}: CD087 0001 niveau 2 {place}: ")


def test_the_example_of_the_readme_gives_what_the_readme_says() -> None:
    readme = (ROOT / "libs" / "ijw" / "README.md").read_text(encoding="utf-8")
    told = _process("check", "docs/voorbeelden/declaratie.xml").stdout.decode()
    assert f"```text\n{told}```" in readme


def test_the_example_of_the_first_steps_has_nothing_wrong_with_it() -> None:
    done = _process("check", "docs/voorbeelden/JW315.xml")
    assert (done.returncode, done.stdout) == (0, b"")


def test_findings_as_json_name_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "invalid.xml"
    path.write_bytes(write(base("JW323")).replace(b">999900018<", b">99990001<"))
    clean = _file(tmp_path, base("JW323"))
    assert main(["check", "--json", str(path), clean]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(t["bestand"], len(t["bevindingen"])) for t in told] == [(str(path), 1), (clean, 0)]
    finding = told[0]["bevindingen"][0]
    assert finding["regel"] == "RS037"
    assert finding["plaats"] == "/Bericht/Declaratie/Clienten/Client[2]/Bsn"
    assert "99990001" not in json.dumps(told)


def test_json_twins_are_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bericht.json"
    path.write_text(json.dumps(to_json(change(base("JW323"), BROKEN))), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "CD087" in capsys.readouterr().out


def test_the_bound_on_size_can_be_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--max-mb", "0", _file(tmp_path, base("JW323"))]) == 1
    assert "OP179" in capsys.readouterr().out


def test_standard_input_and_the_exit_code_of_the_process() -> None:
    clean = _process("check", "-", stdin=write(base("JW305")))
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, b"", b"")
    assert _process("check", "-", stdin=b"<x/>").returncode == 1


def test_a_wrong_call_gives_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nergens.xml")]) == 2
    assert main(["explain", "TR000"]) == 2
    assert main(["tree", "JW999"]) == 2
    assert (
        main(["convert", "--to", "xml", "-o", str(tmp_path), _file(tmp_path, base("JW323"))]) == 2
    )
    assert capsys.readouterr().err.count("\n") == 4
    with pytest.raises(SystemExit) as caught:
        main(["check"])
    assert caught.value.code == 2


def test_a_missing_file_does_not_hide_what_the_others_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = _file(tmp_path, change(base("JW323"), BROKEN), "broken.xml")
    missing = str(tmp_path / "nergens.xml")
    assert main(["check", missing, broken]) == 2
    told = capsys.readouterr()
    assert "CD087" in told.out
    assert "nergens.xml" in told.err


@pytest.mark.parametrize("identificatie", ["", " ", "A" * 13])
def test_an_answer_that_could_not_be_sent_is_not_written(
    identificatie: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = _file(tmp_path, base("JW323"))
    assert main(["answer", claim, "--identificatie", identificatie]) == 2
    assert capsys.readouterr().out == ""


def test_standard_input_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-", "-"]) == 2
    assert capsys.readouterr().out == ""


def test_a_terminal_without_accents_is_no_obstacle() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "libs.ijw", "explain", "TR061"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full here")
def test_output_that_fails_is_a_wrong_call() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "libs.ijw", "tree", "JW323"]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False, text=True
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    command = [sys.executable, "-m", "libs.ijw", "tree", "--markdown"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("TR322", ("berichtoverstijgend", "9322", "JW323", "services/billing")),
        ("cs003", ("bericht", "0001")),
        ("RS037", ("schema", "9 cijfers")),
        ("9322", ("TR322",)),
        ("jz020", ("Productcategorie", "45")),
        ("fo01", ("IB001",)),
        ("CBS", ("Weesp (tot en met 2022-03-23; daarna 0363)",)),
    ],
)
def test_explain_knows_rules_codes_and_lists(
    id: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", id]) == 0
    text = capsys.readouterr().out
    assert [word for word in words if word not in text] == []
    assert main(["explain", "--json", id]) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("soort", MESSAGES)
def test_a_tree_names_every_element_once_per_place(
    soort: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tree", soort.lower()]) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.startswith(f"{soort} (berichtcode {MESSAGES[soort].code}")
    assert "  Header 1  Header" in lines
    assert "    BerichtCode 1  LDT_BerichtCode  als /" + MESSAGES[soort].code in "\n".join(lines)


def test_the_page_of_trees_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "--markdown"]) == 0
    page = (ROOT / "docs" / "berichten.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == page, "run python -m libs.ijw tree --markdown"


@pytest.mark.parametrize("soort", MESSAGES)
def test_convert_there_and_back(soort: str, tmp_path: Path) -> None:
    xml, twin, again = (str(tmp_path / n) for n in ("a.xml", "b.json", "c.xml"))
    Path(xml).write_bytes(write(base(soort)))
    assert main(["convert", "--to", "json", xml, "-o", twin]) == 0
    assert json.loads(Path(twin).read_bytes())["soort"] == soort
    assert main(["convert", "--to", "xml", twin, "-o", again]) == 0
    assert Path(again).read_bytes() == Path(xml).read_bytes()


def test_convert_of_what_is_not_valid_tells_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"soort": "JW323"}', encoding="utf-8")
    assert main(["convert", "--to", "xml", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "/Bericht/Declaratie: " in told.err


def test_schema_prints_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "JW319"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["soort"] == {"const": "JW319"}


def test_a_clean_claim_is_answered_in_full(tmp_path: Path) -> None:
    claim = _file(tmp_path, base("JW323"))
    done = _process("answer", claim, "--identificatie", "A1", "--dagtekening", "2026-11-03")
    answer = read(done.stdout)
    assert isinstance(answer, JW325)
    assert answer.header.retour_codes == ("0200",)
    assert answer.header.bericht_identificatie.identificatie == "A1"
    assert answer.header.bericht_identificatie.dagtekening.isoformat() == "2026-11-03"
    assert done.returncode == 0


def test_a_rejected_claim_is_answered_with_its_header_only(tmp_path: Path) -> None:
    done = _process("answer", _file(tmp_path, change(base("JW323"), BROKEN)))
    answer = read(done.stdout)
    assert isinstance(answer, JW325)
    assert answer.header.retour_codes == ("0001",)
    assert answer.declaratie_antwoord is None
    assert b"CD087" in done.stderr
    assert done.returncode == 1


def test_a_heenbericht_gets_its_retourbericht(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["answer", _file(tmp_path, base("JW305"))]) == 0
    assert type(read(capsysbinary.readouterr().out)).__name__ == "JW306"


@pytest.mark.parametrize("soort", ["JW306", "JW325"])
def test_an_answer_has_no_answer(soort: str, tmp_path: Path) -> None:
    assert main(["answer", _file(tmp_path, base(soort))]) == 2


def test_an_invalid_message_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<x/>")))
    assert main(["answer", "-"]) == 1
