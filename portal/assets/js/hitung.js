// Character counters: <textarea data-hitung="500" aria-describedby="x-hint x-hitung"> writes into #x-hitung.
import { kata } from "./kata.js";

export function watchCounters(page) {
  for (const field of page.querySelectorAll("[data-hitung]")) {
    const line = page.getElementById(`${field.id}-hitung`);
    const max = Number(field.dataset.hitung);
    if (!line) continue;
    const show = () => {
      const length = [...field.value].length;
      line.textContent = kata.huruf(length, max);
      line.classList.toggle("lebih", length > max);
    };
    field.addEventListener("input", show);
    show();
  }
}
