// Keeps this browser and the server in step: the worker, the kept cards, the answers that wait.
import { showBadge } from "./base.js";
import { count, make } from "./dom.js";
import { keepLook, restoreLook } from "./offline-look.js";
import { tellWaiting, whenAskedToSend } from "./offline-notice.js";
import { refreshCards, sendWaiting } from "./offline-send.js";
import { changeLearner, readAnswers } from "./offline-store.js";
import { countWaiting } from "./work-waiting.js";

const CARD_PAGES = ["/", "/review", "/review/offline"];
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const SIGN_IN = "form[action='/account/sign-in']";
const SIGN_OUT = "form[action='/account/sign-out']";
const COUNTED = ["main", ".main-nav[data-due]"];
const NEWS = "studyapp_news";
const meta = document.querySelector("meta[name=learner]");
let wait = FIRST_WAIT_MS;
let timer;

function troubleOf(error) {
  if (!error.status) return navigator.onLine ? "The server cannot be reached; they are sent later." : "";
  if (error.status === 429 || error.status >= 500) return "The server is busy; they are sent in a while.";
  return `The server says: ${error.message}`;
}

function newsOf(results) {
  if (!results.length) return "";
  const counted = results.filter(result => result.status !== "refused");
  const right = counted.filter(result => result.right).length;
  return counted.length ? `${count(counted.length, "answer")} sent, ${right} right.` : "";
}

// The card on the page may ask what has just been answered.
function asksAgain(results) {
  const action = document.querySelector("main form[data-card]")?.getAttribute("action")?.split("?")[0];
  return results.some(result => action === `/review/${result.question_id}`);
}

// The home page counts what is due. A reload would take what it says of a sign-in with it.
async function countAnew() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // An error page, or one of the network's own, takes the place of nothing.
  if (!response.ok || !COUNTED.every(part => page.querySelector(part))) return;
  document.title = page.title;
  for (const part of COUNTED) document.querySelector(part).replaceWith(page.querySelector(part));
  showBadge();
}

function tryLater(error) {
  timer = setTimeout(exchange, Math.max(wait, (error.waitSeconds ?? 0) * 1000));
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
}

async function send() {
  const results = await sendWaiting();
  wait = FIRST_WAIT_MS;
  if (asksAgain(results)) {
    sessionStorage.setItem(NEWS, newsOf(results));
    location.reload();
  } else if (results.length) {
    await tellWaiting("", newsOf(results));
    if (location.pathname === "/") await countAnew().catch(() => {});
  }
  return results.length > 0;
}

async function keepCards(anyway) {
  if (!anyway && !CARD_PAGES.includes(location.pathname)) return;
  await refreshCards(anyway).catch(error => {
    if (error.name === "QuotaExceededError") return tellWaiting("", "The storage of this browser is full, so no question is kept here.");
    // Those kept earlier still serve.
  });
}

// Sends what waits, then looks for fresh questions. It never fails: what it could not send waits on.
export async function exchange() {
  clearTimeout(timer);
  if (!navigator.onLine) return tellWaiting().catch(() => {});
  try {
    await keepCards(await send());
  } catch (error) {
    await tellWaiting(troubleOf(error)).catch(() => {});
    tryLater(error);
  }
}

// What waits goes out under the learner who gave it, before another one comes.
async function leave(form) {
  await exchange();
  if (form.matches(SIGN_IN)) return;
  // The server empties the storage of a browser where nothing waits; the cards go in any case.
  const waiting = (await readAnswers()).length + countWaiting();
  form.append(make("input", { type: "hidden", name: "waiting", value: waiting }));
  await changeLearner({ mark: "", named: false });
}

function watchLeaving() {
  for (const form of document.querySelectorAll(`${SIGN_IN}, ${SIGN_OUT}`)) {
    form.addEventListener("submit", async event => {
      event.preventDefault();
      await leave(form).catch(() => {});
      form.submit();
    });
  }
}

async function start() {
  if (meta) addEventListener("pagehide", keepLook);
  else restoreLook();
  if (meta?.content) navigator.serviceWorker?.register("/sw.js").catch(() => {});
  if (meta) await changeLearner({ mark: meta.content, named: "named" in meta.dataset });
  watchLeaving();
  whenAskedToSend(exchange);
  addEventListener("online", exchange);
  addEventListener("offline", exchange);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) exchange(); });
  await tellWaiting("", sessionStorage.getItem(NEWS) ?? "");
  sessionStorage.removeItem(NEWS);
}

// Without storage nothing is kept, so there is nothing to send either.
export const started = start();
started.then(exchange, () => {});
