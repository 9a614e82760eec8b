// Every page loads this, so what other files need of it costs no request of its own.
const root = document.documentElement;
const look = document.querySelector("form[data-look]");

// One-key shortcuts rest while someone types, holds a modifier, has a sheet open, or has switched them off.
const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select";

// The number of due questions on the icon of the installed app, where a browser can show one.
export function showBadge() {
  const due = document.querySelector("[data-due]")?.dataset.due;
  if (due === undefined || !("setAppBadge" in navigator)) return;
  const shown = Number(due) ? navigator.setAppBadge(Number(due)) : navigator.clearAppBadge();
  // A browser may refuse where the app is not installed.
  shown.catch(() => {});
}

export function mayAct(event) {
  if (root.dataset.keys === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  if (event.target.closest?.(WRITING)) return false;
  return event.key === "?" || !document.querySelector("[popover]:popover-open");
}

// Enter belongs to whatever has the focus; with the focus nowhere it presses `control`.
export function pressOnEnter(control) {
  addEventListener("keydown", event => {
    const idle = event.target === document.body || event.target.matches?.("[tabindex='-1']");
    if (event.key !== "Enter" || !idle || document.querySelector("[popover]:popover-open")) return;
    event.preventDefault();
    control.click();
  });
}

// Days start at four in the morning where the reader is, so the server has to know where that is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const secure = location.protocol === "https:" ? "; Secure" : "";
if (zone) document.cookie = `studyapp_zone=${zone}; Path=/; Max-Age=34560000; SameSite=Lax${secure}`;

showBadge();

// The markup names each key once, in aria-keyshortcuts; the key does what a press on that control does.
addEventListener("keydown", event => {
  if (!mayAct(event)) return;
  const key = CSS.escape(event.key.toUpperCase());
  const control = document.querySelector(`[aria-keyshortcuts~="${key}"]`);
  if (!control) return;
  event.preventDefault();
  if (control.matches("input")) control.focus();
  control.click();
});

look.querySelector("[type=submit]").hidden = true;
look.addEventListener("change", async () => {
  const chosen = new FormData(look);
  root.dataset.theme = chosen.get("theme");
  root.dataset.scale = chosen.get("scale");
  root.dataset.keys = chosen.get("keys") ?? "off";
  const told = look.querySelector("[role=status]");
  try {
    await fetch(look.action, { method: "POST", body: chosen, redirect: "manual" });
    told.textContent = "";
  } catch {
    told.textContent = "Not saved yet. It holds for this page.";
  }
});

if (document.querySelector("input[type=password]")) import("./show-password.js");

// A visitor stores nothing: what works without a network begins with a learner, and may outlive a sign-out.
if (document.querySelector("meta[name=learner]")?.content || navigator.serviceWorker?.controller) {
  import("./offline-sync.js");
}
