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
  incomplete: "Not complete yet, so not saved",
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

// The server's own page sets both answers side by side.
function compare(entry) {
  const form = make("form", { method: "post", action: `${base}/${entry.number}`, hidden: "" });
  const fields = [...bodyOf(entry), ["go", entry.number]];
  form.append(...fields.map(([name, value]) => make("input", { type: "hidden", name, value })));
  document.body.append(form);
  form.submit();
}

function showConflicts() {
  const lines = unsent.conflicts.map(entry => {
    const button = make("button", { type: "button", class: "btn-2" }, "Compare the answers");
    button.addEventListener("click", () => compare(entry));
    return make("p", {}, `Question ${entry.number} was answered on another device meanwhile. `, button);
  });
  work().querySelector("[data-conflicts]")?.replaceChildren(...lines);
}

// What our server refuses before it looks at the answer, such as a token that has run out, says no `why`.
const whyNot = told => `Not saved. ${told.detail}${told.why ? "" : " Load the page again."}`;

function heard(what, entry, told) {
  if (what === "saved") {
    saved.add(entry.number);
    markAnswered(entry.number);
    const known = given.get(entry.number);
    if (known) known.revision = told.revision;
    if (Number(work().dataset.number) === entry.number) work().querySelector("[name=revision]").value = told.revision;
    if (unsent.next()) return;
  }
  say(STATES[what] ?? (what === "newer" ? "" : whyNot(told)));
  showConflicts();
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
  start(found.isFresh);
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

// Nothing may be handed in that was given here and is not kept there.
function startOverview() {
  const form = work().querySelector("form[method=post]");
  work().addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href"));
  });
  form.addEventListener("submit", async event => {
    if (!unsent.count) return;
    event.preventDefault();
    if (await sender.send()) form.submit();
    else say("Not handed in. Some answers are not saved yet; they wait for the network on this device.");
  });
}

function startChecking(form) {
  startCard(form);
  form.elements.touched.value = "0";
  const touch = () => { form.elements.touched.value = "1"; };
  form.addEventListener("input", touch);
  form.addEventListener("click", event => { if (event.target.closest("[data-move]")) touch(); });
}

function start(isFresh) {
  const form = work().querySelector("[data-answer]");
  showTime(work().querySelector("[data-time-left]"));
  if (!autosaves) {
    if (form) startChecking(form);
    return;
  }
  saved.forEach(markAnswered);
  if (form) startForm(form, isFresh);
  else startOverview();
  if (unsent.count) say(STATES.waiting);
  showConflicts();
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
