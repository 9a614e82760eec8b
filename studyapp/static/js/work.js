// An assigned quiz at work: each answer is kept as it is given, and moves need no network.
import { pressOnEnter } from "./base.js";
import { startCard } from "./card-start.js";
import { make } from "./dom.js";
import { bodyOf, Sender } from "./work-send.js";
import { fetchAhead, pageAt } from "./work-pages.js";
import { runClock, showTime } from "./work-time.js";
import { fieldsOf, fillIn, Unsent } from "./work-unsent.js";

const TYPING_MS = 700;
const STATES = {
  saved: "Saved",
  waiting: "Waiting for the network. Your answers are kept on this device until they are saved.",
  typing: "Not saved yet",
};
const work = () => document.querySelector("[data-work]");
const { attempt, base, total } = work().dataset;
const autosaves = "autosave" in work().dataset;
const unsent = new Unsent(attempt);
const sender = new Sender(unsent, base, heard);
// What was given here last, by number: a page fetched ahead does not know it.
const given = new Map();
const saved = new Set();
let typing = 0;

function say(sentence) {
  const state = work().querySelector("[data-save-state]");
  if (state && state.textContent !== sentence) state.textContent = sentence;
}

function markAnswered(number) {
  const item = work().querySelector(`[data-number="${number}"]`);
  if (!item || item.dataset.is === "answered") return;
  item.dataset.is = "answered";
  item.firstElementChild.setAttribute("aria-label", `${number}, answered`);
}

const isShown = number => Number(work().dataset.number) === number;

function sayHalf(number) {
  const which = isShown(number) ? "Not complete yet, so not saved." : `Question ${number} is not complete, so not saved.`;
  say(`${which} What you have filled in stays on this device.`);
}

// The server's own page sets both answers side by side.
function compare(entry) {
  const form = make("form", { method: "post", action: `${base}/${entry.number}`, hidden: "" });
  const fields = [...bodyOf(entry), ["go", entry.number]];
  form.append(...fields.map(([name, value]) => make("input", { type: "hidden", name, value })));
  document.body.append(form);
  form.submit();
}

// On the way to handing in; on the page of a question its own line says so.
function halfLines() {
  if (work().dataset.number) return [];
  return unsent.halves.map(number => make("p", {}, `Question ${number} is not complete, so not saved. `,
    make("a", { href: `${base}/${number}` }, `Go to question ${number}`)));
}

function showOpenEnds() {
  const lines = unsent.conflicts.map(entry => {
    const button = make("button", { type: "button", class: "btn-2" }, "Compare the answers");
    button.addEventListener("click", () => compare(entry));
    return make("p", {}, `Question ${entry.number} was answered on another device meanwhile. `, button);
  });
  work().querySelector("[data-conflicts]")?.replaceChildren(...lines, ...halfLines());
}

// What our server refuses before it looks at the answer, such as a token that has run out, says no `why`.
const whyNot = told => `Not saved. ${told.detail}${told.why ? "" : " Load the page again."}`;

function heard(what, entry, told) {
  if (what === "saved") {
    saved.add(entry.number);
    markAnswered(entry.number);
    const known = given.get(entry.number);
    if (known) known.revision = told.revision;
    if (isShown(entry.number)) work().querySelector("[name=revision]").value = told.revision;
    if (unsent.next()) return;
  }
  if (what === "incomplete" && unsent.halves.includes(entry.number)) sayHalf(entry.number);
  else if (what !== "incomplete" || isShown(entry.number)) say(STATES[what] ?? (what === "newer" ? "" : whyNot(told)));
  showOpenEnds();
}

// Kept on the device at once; sent at once, or when the typing pauses.
function keep(form, isTyping) {
  const number = Number(work().dataset.number);
  const revision = Number(form.elements.revision.value);
  const fields = fieldsOf(form);
  unsent.put(number, fields, revision);
  given.set(number, { fields, revision });
  clearTimeout(typing);
  if (!isTyping) {
    sender.send();
    return;
  }
  say(STATES.typing);
  typing = setTimeout(() => sender.send(), TYPING_MS);
}

function addressOf(go) {
  const number = Number(work().dataset.number);
  const wanted = { next: number + 1, back: number - 1 }[go] ?? Number(go);
  return wanted >= 1 && wanted <= Number(total) ? `${base}/${wanted}` : `${base}/overview`;
}

async function show(address, isBack) {
  const left = Number(work().dataset.number);
  sender.send();
  let found;
  try {
    found = await pageAt(address);
  } catch {
    say("There is no network, and this page was not fetched before. Your answers are kept on this device.");
    return;
  }
  work().replaceWith(found.page.querySelector("[data-work]"));
  document.title = found.page.title;
  if (!isBack) history.pushState(null, "", address);
  scrollTo(0, 0);
  start(found.isFresh, left);
  work().querySelector("h1:not(form h1)")?.focus({ preventScroll: true });
}

// Fills in what was given here and may not have reached the server.
function overlay(form, number, isFresh) {
  const mine = unsent.of(number) ?? (isFresh ? undefined : given.get(number));
  if (!mine) return;
  fillIn(form, mine.fields);
  if (!isFresh) form.elements.revision.value = mine.revision;
}

function startForm(form, isFresh) {
  const number = Number(work().dataset.number);
  unsent.drop(entry => entry.number === number && entry.id === work().dataset.stored);
  overlay(form, number, isFresh);
  startCard(form);
  form.addEventListener("input", event => keep(form, event.target.matches("[data-write]")));
  form.addEventListener("change", event => { if (event.target.matches("[data-write]")) keep(form, false); });
  form.addEventListener("click", event => { if (event.target.closest("[data-move]")) keep(form, false); });
  form.addEventListener("submit", event => {
    event.preventDefault();
    show(addressOf(event.submitter?.value ?? "next"));
  });
}

const nameHalves = numbers => numbers.length > 1 ? `questions ${numbers.join(", ")} are` : `question ${numbers[0]} is`;

// Nothing may be handed in that was given here and is not kept there; what is half filled is told first.
function startOverview() {
  const form = work().querySelector("form[method=post]");
  work().addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href"));
  });
  let isTold = false;
  form.addEventListener("submit", async event => {
    if (!unsent.count && (isTold || !unsent.halves.length)) return;
    event.preventDefault();
    if (!await sender.send()) {
      say("Not handed in. Some answers are not saved yet; they wait for the network on this device.");
    } else if (unsent.halves.length && !isTold) {
      isTold = true;
      say(`Not handed in yet: ${nameHalves(unsent.halves)} not complete, so not saved. Press “Hand in” again to hand in without.`);
    } else form.submit();
  });
}

function startChecking(form) {
  startCard(form);
  form.elements.touched.value = "0";
  const touch = () => { form.elements.touched.value = "1"; };
  form.addEventListener("input", touch);
  form.addEventListener("click", event => { if (event.target.closest("[data-move]")) touch(); });
}

// `left` is the question that was on the screen before. Before handing in there is a line for each.
function sayWhatStays(left) {
  const number = Number(work().dataset.number);
  const half = number && [number, left].find(one => unsent.halves.includes(one));
  if (unsent.count) say(STATES.waiting);
  else if (half) sayHalf(half);
}

function start(isFresh, left) {
  const form = work().querySelector("[data-answer]");
  showTime(work().querySelector("[data-time-left]"));
  if (!autosaves) {
    if (form) startChecking(form);
    return;
  }
  saved.forEach(markAnswered);
  if (form) startForm(form, isFresh);
  else startOverview();
  sayWhatStays(left);
  showOpenEnds();
}

function resume() {
  const number = new URLSearchParams(location.search).get("newer");
  if (number) unsent.drop(entry => entry.number === Number(number));
  unsent.tryAgain();
}

resume();
start(true);
pressOnEnter({ click: () => work().querySelector(".dock .btn")?.click() });
runClock(async () => {
  await sender.send();
  location.assign(base);
});
if (autosaves) {
  addEventListener("popstate", () => show(location.pathname, true));
  addEventListener("pagehide", () => sender.send());
  sender.send();
  fetchAhead([...Array(Number(total)).keys()].map(index => `${base}/${index + 1}`).concat(`${base}/overview`));
}
