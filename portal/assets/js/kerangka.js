// The frame: menus that close, the error summary that takes the focus, the theme switch, no double submit.
export function watchFrame(page) {
  page.querySelector("[data-fokus]")?.focus();
  closeMenus(page);
  switchTheme(page);
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (Date.now() - Number(form.dataset.terkirim || 0) < 4000) event.preventDefault();
    else form.dataset.terkirim = Date.now();
  });
  // Coming back by the browser's back button shows the same form again: it may be sent again.
  addEventListener("pageshow", () => page.querySelectorAll("form[data-terkirim]").forEach((form) => delete form.dataset.terkirim));
}

function closeMenus(page) {
  const menus = () => page.querySelectorAll("details.who[open], details.rel-lipat[open]");
  page.addEventListener("click", (event) => menus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

function switchTheme(page) {
  const button = page.querySelector("[data-tema]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = page.documentElement;
    const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "gelap" : "terang");
    root.dataset.theme = now === "gelap" ? "terang" : "gelap";
    page.cookie = `tema=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  });
}
