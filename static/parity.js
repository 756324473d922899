// The one thing the server cannot say itself: that it does not answer, until it does again.
document.addEventListener("htmx:error", () => {
  const words = document.getElementById("offline");
  const toasts = document.getElementById("toasts");
  if (words && toasts) toasts.replaceChildren(words.content.cloneNode(true));
});
document.addEventListener("htmx:after:request", () => document.getElementById("no-answer")?.remove());

// Whoever uses the keyboard keeps a place when an answer takes away the one they were at: what has the same id now,
// else the heading of what it stood in, the nearest first.
let trail = []; // the ids of where they were and of what that stood in
let own = "";
const usable = (one) => one?.checkVisibility({visibilityProperty: true}) && !one.disabled;
const goTo = (one) => {
  one.matches("a[href], button, input, select, textarea, summary, [tabindex]") || one.setAttribute("tabindex", "-1");
  one.focus({preventScroll: true});
  if (one.matches(":focus-visible")) one.scrollIntoView({block: "nearest"}); // nothing moves for who uses a pointer
};
document.addEventListener("htmx:before:swap", () => {
  const at = document.activeElement;
  if (!at || at === document.body) return;
  own = at.id;
  trail = [];
  for (let one = at; one; one = one.parentElement) if (one.id) trail.push(one.id);
});
document.addEventListener("htmx:after:swap", () => {
  const at = document.activeElement;
  const lost = trail.length > 0 && (!at || at === document.body || !usable(at));
  const places = lost ? trail.map((id) => document.getElementById(id)).filter(Boolean) : [];
  if (at !== document.body && at?.tabIndex < 0) goTo(at); // an answer may have taken from a heading that it can be focused
  for (const place of places) {
    const headings = [...place.querySelectorAll(".toast, h1:not(.unseen), h2, h3")];
    const next = place.id === own ? place : headings.find(usable);
    if (usable(next)) return goTo(next);
  }
  if (lost) goTo(document.getElementById("main"));
});
document.addEventListener("pointerdown", () => { trail = []; }); // who presses beside everything is nowhere on purpose

// A toast is closed by its sign or by Escape; whoever was in it goes back to where they came from.
let before = null;
document.addEventListener("focusin", (event) => {
  const from = event.relatedTarget;
  if (from && event.target.closest("#toasts") && !from.closest("#toasts")) before = from;
});
const close = (toast) => {
  const inside = toast.contains(document.activeElement);
  toast.remove();
  if (inside) goTo(usable(before) ? before : document.getElementById("main"));
};
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const toast = [...document.querySelectorAll("#toasts .toast")].find(usable);
  const menu = document.activeElement?.closest("details[open]:has(> summary[role])");
  if (toast) close(toast);
  else if (menu) {
    menu.open = false;
    goTo(menu.querySelector("summary"));
  }
});

// What waits is not pressed again, and the second click of a double click is no wish of its own: by then another
// button may have come to where the first one was.
document.addEventListener("click", (event) => {
  const toast = event.target.closest("#toasts .close")?.closest(".toast");
  const button = event.target.closest("button");
  if (toast) close(toast);
  if (toast || (button && (event.detail > 1 || button.ariaDisabled === "true"))) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

// `/` leads to the search, `?` tells the keys; neither while somebody types, nor where this browser's owner switched
// them off beside their list.
const useKeys = () => !document.cookie.includes("parity_keys=off");
document.addEventListener("beforetoggle", (event) => {
  if (event.target.id === "keys") document.getElementById("use-keys").checked = useKeys();
}, true);
document.addEventListener("change", ({target}) => {
  if (target.id !== "use-keys") return;
  const root = new URL(document.querySelector("a.brand").href).pathname.replace(/(.)\/$/, "$1");
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `parity_keys=${target.checked ? "on" : "off"}; path=${root}; max-age=31536000; samesite=lax${secure}`;
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea");
  if (typing || event.altKey || event.ctrlKey || event.metaKey || !useKeys()) return;
  const to = {
    "/": () => (document.getElementById("q") ?? document.getElementById("find"))?.focus(),
    "?": () => document.getElementById("keys")?.togglePopover(),
  }[event.key];
  if (!to) return;
  event.preventDefault(); // else Firefox opens a search of its own
  to();
});

// Back and forward bring a page as it was left, whatever was decided since: it looks again.
window.addEventListener("pageshow", (event) => {
  const [way] = performance.getEntriesByType("navigation");
  const again = event.persisted || way?.type === "back_forward";
  if (again) setTimeout(() => htmx.trigger(document.body, "showChanged")); // htmx itself begins in a timeout
});
