"""What is wrong with a diagram, said before it is published: every finding names its element, in Indonesian.

Never raises and always ends within seconds, whatever the text; knows neither the portal nor a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from workflows import xml
from workflows.catalogue import Catalogue
from workflows.checks import calls, diagram, errors, flow, library, schedule, shape, texts, work
from workflows.checks import data as objects
from workflows.checks import decisions as tables
from workflows.checks.finding import Finding, Report
from workflows.errors import NotSafe

__all__ = ["Catalogue", "Finding", "berkas", "findings", "text_problem"]

MAX_DECISIONS = 30


def findings(
    data: bytes,
    *,
    decisions: Mapping[str, bytes] | None = None,
    catalogue: Catalogue | None = None,
    called: Callable[[str], bytes | None] | None = None,
) -> list[Finding]:
    """All findings of a BPMN text, those of level "galat" (it may not be published) first.

    `decisions`: DMN texts by decision id. `catalogue`: without one, lanes and operations are not compared.
    `called`: gives the published text of a called process; without it calls are only checked within the text.
    """
    report = Report()
    try:
        _run(data, decisions or {}, catalogue, called, report)
    except NotSafe as error:
        report.error("berkas", str(error))
    except Exception as error:  # noqa: BLE001  a finding, not a trace: this text came from a user
        report.error("berkas", f"Diagram tidak dapat diperiksa ({type(error).__name__}).")
    return list(report)


def text_problem(text: str, kind: Literal["kondisi", "waktu", "pengulangan", "skrip"]) -> str | None:
    """What is wrong with one expression, moment, repetition or script while it is written; None if nothing. Never
    raises."""
    report = Report()
    try:
        if kind == "skrip":
            texts.script("teks", text, report)
        elif kind == "waktu":
            texts.moment("teks", text.strip(), "waktu", report)
        elif kind == "pengulangan":
            texts.repetition("teks", text.strip(), "pengulangan", report)
        else:
            texts.expression("teks", text, "syarat", report)
    except NotSafe as error:
        report.error("teks", str(error))
    return next((finding.message for finding in report), None)


def berkas(found: Iterable[Finding], nama: str) -> list[str]:
    """The lines of `flask proses periksa`: berkas:elemen: tingkat: pesan."""
    return [f"{nama}:{finding.element}: {finding.level}: {finding.message}" for finding in found]


def _run(
    data: bytes,
    decisions: Mapping[str, bytes],
    catalogue: Catalogue | None,
    called: Callable[[str], bytes | None] | None,
    report: Report,
) -> None:
    if len(decisions) > MAX_DECISIONS:
        raise NotSafe(f"Terlalu banyak tabel keputusan: {len(decisions)}, paling banyak {MAX_DECISIONS}.")
    root = xml.parse(data)
    drawn = diagram.read(root)
    texts.check(root, report)
    if shape.check(drawn, report):
        flow.check(drawn, report)
        work.check(drawn, decisions, catalogue, report)
        objects.check(drawn, decisions, report)
        calls.check(drawn, called or (lambda key: b""), report)
        schedule.check(drawn, report)
        errors.check(drawn, called or (lambda key: b""), report)
    for name, text in decisions.items():
        tables.check(name, text, report)
    if not report.failed:
        library.check(drawn, data, decisions, report)
