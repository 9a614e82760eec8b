// The part of a live page that follows the quiz: drawn anew at each step, its timer kept running.
import { makeMovable } from "./order.js";

const HIDE = "studyapp_live_timer";
const TOLD_AT = [30, 10];
const part = document.querySelector("[data-quiz]");
const said = document.querySelector("[data-said]");
let ends = 0;
let isOver = false;

const shown = () => part.querySelector("[data-step]")?.dataset ?? {};
// Of several hosts one may tell for a moment what another has told to be over; versions only rise.
export const isNews = told => !(Number(told.version) <= Number(shown().version));
export const say = text => { said.textContent = text; };

// Storage may be full or forbidden; the quiz goes on without it.
export function remembered(act) {
  try { return act(localStorage); } catch { return null; }
}

async function fetched() {
  const response = await fetch(`${location.pathname}?part=1`, { cache: "no-store" });
  if (response.status >= 500) throw new Error(`The server answered ${response.status}.`);
  // A player who was sent out is told so by the page itself.
  if (!response.ok) {
    location.reload();
    throw new Error(`The server answered ${response.status}.`);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}

// A button must not go away under a finger because somebody has joined.
function putNames(fresh) {
  const names = part.querySelector("[data-names]");
  if (!names || fresh.querySelector("[data-step]")?.dataset.version !== shown().version) return false;
  const newNames = fresh.querySelector("[data-names]");
  if (newNames) names.replaceWith(newNames);
  return Boolean(newNames);
}

// What is half typed must not be lost where only the timer has changed.
export async function draw() {
  const fresh = await fetched();
  if (putNames(fresh)) return false;
  const same = fresh.querySelector("[data-step]")?.dataset.step === shown().step;
  if (same && part.querySelector("[data-answer]") && fresh.querySelector("[data-answer]")) {
    part.querySelector("[data-timer]")?.replaceWith(fresh.querySelector("[data-timer]"));
    part.querySelector("[data-step]").dataset.version = fresh.querySelector("[data-step]").dataset.version;
    startTimer();
    return false;
  }
  const hadFocus = part.contains(document.activeElement) || document.activeElement === document.body;
  part.replaceChildren(...fresh.childNodes);
  start();
  if (hadFocus && !same) part.querySelector("[data-prompt]")?.focus({ preventScroll: true });
  return !same;
}

export function start() {
  part.querySelectorAll("[data-order]").forEach(makeMovable);
  startTimer();
}

function startTimer() {
  const timer = part.querySelector("[data-timer][data-left]");
  ends = timer ? performance.now() + Number(timer.dataset.left) * 1000 : 0;
  isOver = false;
  if (!timer) return;
  const button = timer.querySelector("[data-hide-timer]");
  button.hidden = false;
  const show = hidden => {
    timer.toggleAttribute("data-hidden", hidden);
    button.setAttribute("aria-pressed", String(hidden));
  };
  show(remembered(store => store.getItem(HIDE)) === "yes");
  button.addEventListener("click", () => {
    const hidden = button.getAttribute("aria-pressed") !== "true";
    remembered(store => store.setItem(HIDE, hidden ? "yes" : "no"));
    show(hidden);
  });
}

let toldLast = 0;
setInterval(() => {
  const seconds = part.querySelector("[data-seconds]");
  if (!ends || !seconds) return;
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  if (!left && !isOver) {
    isOver = true;
    part.dispatchEvent(new Event("timeover"));
  }
  if (seconds.textContent === String(left)) return;
  seconds.textContent = left;
  if (TOLD_AT.includes(left) && toldLast !== left) say(`${left} seconds left`);
  toldLast = left;
}, 250);

document.documentElement.classList.add("scripted");
