// Keyboard on lists of rows (.tasks): j and k move, Enter opens, x selects, / searches, ? shows what there is.
import { kata } from "./kata.js";

export function watchShortcuts(page) {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const rows = [...page.querySelectorAll("main .tasks > li")];
    const at = rows.findIndex((row) => row.contains(page.activeElement));
    const act = {
      j: () => go(rows, at + 1),
      k: () => go(rows, at < 0 ? rows.length - 1 : at - 1),
      x: () => rows[at]?.querySelector("input[type=checkbox]")?.click(),
      "/": () => page.querySelector(".cari input")?.focus(),
      "?": () => toggleHelp(page),
      Escape: () => page.querySelector(".pintasan")?.remove(),
    }[event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  });
}

function typing(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function go(rows, to) {
  const row = rows[to];
  if (!row) return;
  rows.forEach((other) => other.classList.toggle("kini", other === row));
  row.querySelector("a.what, a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function toggleHelp(page) {
  const open = page.querySelector(".pintasan");
  if (open) return open.remove();
  const panel = page.createElement("section");
  panel.className = "pintasan";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", kata.pintasan);
  const title = page.createElement("h2");
  title.textContent = kata.pintasan;
  const list = page.createElement("dl");
  for (const [key, meaning] of Object.entries(kata.tombol)) {
    const term = page.createElement("dt");
    term.append(page.createElement("kbd"));
    term.firstChild.textContent = key;
    const text = page.createElement("dd");
    text.textContent = meaning;
    list.append(term, text);
  }
  const close = page.createElement("button");
  close.type = "button";
  close.className = "link";
  close.textContent = kata.tutup;
  close.addEventListener("click", () => panel.remove());
  panel.append(title, list, close);
  page.body.append(panel);
  panel.focus();
}
