// The page that asks what this browser keeps, with or without a network.
import { pressOnEnter } from "./base.js";
import { startCard } from "./card-start.js";
import { count, make } from "./dom.js";
import { findFault, isRight, linesOf } from "./offline-judge.js";
import { tellWaiting } from "./offline-notice.js";
import { keepAnswer, readCards } from "./offline-store.js";
import { exchange, started } from "./offline-sync.js";

const stage = document.querySelector("[data-offline]");
const told = document.querySelector("[data-told]");
const everything = document.querySelector("[data-everything]");
const left = document.querySelector("[data-left]");
const STAMPS = {
  true: ["yes", "✓", "Right."], false: ["no", "✕", "Not quite."], null: ["", "", "Judged when you are back online."],
};
let hasAnswered = false;

const part = name => document.querySelector(`[data-part=${name}]`).content.cloneNode(true);

function show(name) {
  stage.replaceChildren(part(name));
  const heading = stage.querySelector("[data-heading]");
  if (hasAnswered && heading.dataset.after) heading.textContent = heading.dataset.after;
  heading.focus();
}

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  return fields;
}

function entryOf(card, fields, milliseconds) {
  const { answer_id, question_id, version_id, stem, learner } = card;
  const answer = {
    answer_id, question_id, version_id, fields, milliseconds, confidence: fields.confidence?.[0] ?? null,
    answered_at: new Date().toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return { answer_id, question_id, stem, learner, kept_at: Date.now(), answer };
}

function sayFault(form, sentence) {
  form.querySelector("[role=alert]")?.remove();
  form.querySelector("[data-prompt]").after(make("p", { class: "notice", "data-is": "fault", role: "alert" }, sentence));
}

function sayNotKept(form, error) {
  const why = error.name === "QuotaExceededError" ? "its storage is full" : "its storage refuses it";
  sayFault(form, `This browser cannot keep your answer: ${why}. Nothing is stored. Answer again with a network.`);
}

function showJudged(card, fields, isUnsure) {
  const right = isUnsure ? false : isRight(card, fields);
  const [is, sign, word] = STAMPS[right];
  const judged = part("judged");
  judged.querySelector("[data-stem]").textContent = card.stem;
  judged.querySelector("[data-said]").hidden = isUnsure || right === true;
  if (!isUnsure) judged.querySelector("[data-lines]").append(...linesOf(card, fields).map(line => make("li", {}, line)));
  Object.assign(judged.querySelector("[data-stamp]"), { textContent: sign }).dataset.is = is;
  judged.querySelector("[data-verdict]").textContent = isUnsure ? "You said you don’t know." : word;
  judged.querySelector("[data-answer]").innerHTML = card.answer_html;
  if (right !== true) judged.querySelectorAll(".source-text").forEach(text => { text.dataset.mem = "fading"; });
  stage.replaceChildren(judged);
  const next = stage.querySelector("[data-continue]");
  next.addEventListener("click", showNext);
  next.focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function take(card, form, act, shownAt) {
  const fields = { ...fieldsOf(form), act: [act] };
  const isUnsure = act === "unsure";
  const fault = isUnsure ? "" : findFault(card, fields);
  if (fault) {
    sayFault(form, fault);
    return;
  }
  const entry = entryOf(card, fields, Math.round(performance.now() - shownAt));
  const taken = await keepAnswer(entry).catch(error => sayNotKept(form, error));
  if (taken === undefined) return;
  if (!taken) {
    told.textContent = "That question was answered in another tab, and that answer counts.";
    await showNext();
    return;
  }
  hasAnswered = true;
  showJudged(card, fields, isUnsure);
  await Promise.all([tellWaiting(), readKept()]);
  exchange();
}

function ask(card) {
  stage.innerHTML = card.card_html;
  const form = stage.querySelector("form");
  const shownAt = performance.now();
  let taking = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (taking) return;
    taking = true;
    await take(card, form, event.submitter?.value ?? "check", shownAt);
    taking = false;
  });
  startCard(form);
  scrollTo(0, 0);
}

async function readKept() {
  const cards = await readCards();
  left.textContent = cards.length ? `${count(cards.length, "question")} kept` : "";
  return cards;
}

async function showNext() {
  const [card] = await readKept();
  if (card) ask(card);
  else show("end");
}

async function open() {
  // The review itself was asked for a part alone, which only the server can tell.
  everything.hidden = !new URLSearchParams(location.search).has("part");
  if (!(await readKept()).length) await exchange();
  await showNext();
}

pressOnEnter({ click: () => (stage.querySelector("[data-continue]") ?? stage.querySelector("[data-check]"))?.click() });
navigator.storage?.persist?.();
started.then(open).catch(() => show("refused"));
