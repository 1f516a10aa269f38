// Nothing typed is lost: <form data-draf="URL"> saves itself two seconds after the last key, <form data-jaga> only warns
// before the page is left with changes; with data-berubah the page came with changes that are not saved yet. The status
// line is [data-draf-status]. Files are not part of a draft.
import { kata } from "./kata.js";

const PAUSE = 2000;
const RETRY = 15000;
// As the server writes it: 14.02 WITA.
const wita = new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar", timeZoneName: "short" });

export function watchDrafts(page) {
  for (const form of page.querySelectorAll("form[data-draf], form[data-jaga]")) watch(form);
}

function watch(form) {
  let changes = 0;
  let saved = 0;
  let timer;
  const line = form.querySelector("[data-draf-status]");
  const say = (text) => line && (line.textContent = text);
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  async function save() {
    const upTo = changes;
    say(kata.menyimpan);
    try {
      const answer = await fetch(form.dataset.draf, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-CSRFToken": form.elements.csrf_token?.value ?? "", Accept: "application/json" },
        body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")),
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) return say(kata.masukLagi), later(RETRY);
      if (!answer.ok) throw new Error(answer.status);
      saved = upTo;
      say(kata.tersimpan(wita.format(new Date())));
    } catch {
      say(kata.gagal);
      later(RETRY);
    }
  }

  form.addEventListener("input", () => {
    changes += 1;
    if (form.dataset.draf) later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) { // the browser's own page of failure would take the form away
      event.preventDefault();
      return say(kata.luring);
    }
    clearTimeout(timer);
    saved = changes;
  });
  if ("berubah" in form.dataset) {
    changes = 1;
    if (form.dataset.draf) later(PAUSE);
  }
  addEventListener("beforeunload", (event) => {
    if (changes > saved) {
      event.preventDefault();
      event.returnValue = true; // what older browsers ask for
    }
  });
}
