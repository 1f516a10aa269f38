// Bulk bar: counts the checked boxes named "pilih" of its form, offers all, shows the buttons once something is selected.
import { kata } from "./kata.js";

export function watchBulk(page) {
  for (const bar of page.querySelectorAll("[data-massal]")) {
    const form = bar.closest("form");
    const label = bar.querySelector("[data-semua]");
    const all = label.querySelector("input");
    const line = bar.querySelector("[data-terpilih]");
    const actions = bar.querySelector("[data-tindakan]");
    const boxes = [...form.querySelectorAll('input[type=checkbox][name="pilih"]:not(:disabled)')];
    if (!boxes.length) continue;
    const show = () => {
      const count = boxes.filter((box) => box.checked).length;
      line.textContent = count ? kata.terpilih(count) : "";
      all.checked = count === boxes.length;
      all.indeterminate = count > 0 && !all.checked;
      actions.hidden = !count;
      bar.classList.toggle("ada", count > 0);
    };
    label.hidden = false;
    all.addEventListener("change", () => {
      boxes.forEach((box) => (box.checked = all.checked));
      show();
    });
    form.addEventListener("change", show);
    addEventListener("pageshow", show);
    show();
  }
}
