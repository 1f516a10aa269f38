"""Draw the README's pictures of the shipped diagrams into docs/gambar: .venv/bin/python scripts/gambar_alur.py

SVG from workflows/gambar with the light colours inside; PNG of the same by headless Chromium, where it is installed.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workflows.bpmn import shipped  # noqa: E402 - the project is run from its folder
from workflows.gambar import svg  # noqa: E402

PICTURES = {
    "skp_tahunan": ("alur_skp", "Alur SKP tahunan"),
    "revisi_skp": ("alur_revisi", "Alur revisi SKP"),
    "realisasi_bulanan": ("alur_realisasi", "Alur realisasi bulanan"),
    "banding_realisasi": ("alur_banding", "Alur banding realisasi"),
    "penilaian_tahunan": ("alur_penilaian", "Alur penilaian tahunan"),
    "keberatan": ("alur_keberatan", "Alur keberatan"),
}
SCALE = 1.5


def style() -> str:
    """The page's own rules for diagrams, with the light colours put in for the tokens."""
    sheets = ROOT / "portal" / "assets" / "css"
    tokens = dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", (sheets / "token.css").read_text()))
    rules = [line for name in ("perjalanan", "alur") for line in (sheets / f"{name}.css").read_text().splitlines()]
    own = [rule for rule in rules if rule.startswith(".bpmn ") and "animation" not in rule]
    text = (
        "".join(own)
        + "text { font-family: system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; } .bpmn { background: #fff; }"
    )
    return re.sub(r"var\((--[\w-]+)\)", lambda found: tokens[found[1]].strip(), text)


def main() -> None:
    """Write every picture."""
    folder = ROOT / "docs" / "gambar"
    folder.mkdir(parents=True, exist_ok=True)
    for one in shipped():
        name, title = PICTURES[one.key]
        (folder / f"{name}.svg").write_text(svg(one.xml, title=title, style=style()) + "\n")
    photograph(sorted(folder.glob("alur_*.svg")))


def photograph(pictures: list[Path]) -> None:
    """A PNG beside every SVG."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in pictures:
            text = picture.read_text()
            width, height = (float(number) for number in re.findall(r'viewBox="\S+ \S+ (\S+) (\S+)"', text)[0])
            page = browser.new_page(viewport={"width": int(width), "height": int(height)}, device_scale_factor=SCALE)
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ width: 100vw; display: block }}</style>{text}")
            page.screenshot(path=str(picture.with_suffix(".png")))
        browser.close()


if __name__ == "__main__":
    main()
