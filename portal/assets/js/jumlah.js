// Live totals: <output data-jumlah="biaya" data-lingkup="tr" data-harus="id of an input, or a number"> is the sum of every
// <input data-angka="biaya"> inside its closest `lingkup` (default: form). Exact, in integers; the server decides all the same.
import { kata } from "./kata.js";

const SCALE = 6;

export function watchTotals(page) {
  const outputs = [...page.querySelectorAll("output[data-jumlah]")];
  if (!outputs.length) return;
  page.addEventListener("input", (event) => {
    if (event.target.dataset.angka || outputs.some((output) => output.dataset.harus === event.target.id)) outputs.forEach(show);
  });
  outputs.forEach(show);
}

function show(output) {
  const scope = output.closest(output.dataset.lingkup || "form");
  let sum = 0n;
  for (const input of scope.querySelectorAll(`[data-angka="${output.dataset.jumlah}"]`)) sum += read(input.value) ?? 0n;
  const wanted = output.dataset.harus && read(document.getElementById(output.dataset.harus)?.value ?? output.dataset.harus);
  const differs = wanted != null && wanted !== "" && wanted !== sum;
  output.value = write(sum) + (differs ? ` (${kata.seharusnya(write(wanted))})` : "");
  output.classList.toggle("msg", differs);
}

// "1.234,5", "1234,5", "1234.5" and "1.234" (thousands) -> integer of millionths; null for what is no number.
export function read(text) {
  let plain = text.replace(/[\s\u00a0]|Rp/g, "");
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) plain = plain.replace(/\./g, "");
  const parts = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(plain);
  if (!parts) return null;
  const value = BigInt(parts[2] + (parts[3] || "").padEnd(SCALE, "0").slice(0, SCALE));
  return parts[1] ? -value : value;
}

export function write(value) {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, "0");
  const whole = digits.slice(0, -SCALE).replace(/\B(?=(\d{3})+$)/g, ".");
  const rest = digits.slice(-SCALE).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + whole + (rest && `,${rest}`);
}
