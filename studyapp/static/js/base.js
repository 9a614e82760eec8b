import { showBadge } from "./badge.js";
import { mayAct } from "./keys.js";

const root = document.documentElement;
const look = document.querySelector("form[data-look]");

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
