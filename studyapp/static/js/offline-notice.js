// Says on every page what this browser keeps that the server does not have yet.
import { count, make } from "./dom.js";
import { dropAnswer, readAnswers, readFact } from "./offline-store.js";
import { dropAttempt, waitingAttempts, whenWaitingChanges } from "./work-waiting.js";

const told = document.querySelector("[data-waiting]");
const kept = document.querySelector("[data-kept]");
const stuck = kept.querySelector("[data-stuck]");
const others = new BroadcastChannel("studyapp-answers");

// A page of an attempt says itself what waits, also the one that sets two answers side by side.
const isElsewhere = ({ attempt }) => document.querySelector("[data-attempt]")?.dataset.attempt !== attempt;

function deleter(label, remove) {
  const button = make("button", { class: "btn-2", type: "button" }, label);
  button.addEventListener("click", async () => {
    await remove();
    await tellWaiting();
  });
  return button;
}

async function dropAnswers(entries) {
  for (const entry of entries) await dropAnswer(entry.answer_id);
}

const deletable = (number, remove) => make("details", {}, make("summary", {}, "Delete them"),
  make("p", { class: "hint" }, "They were never sent, so they are lost then."),
  deleter(`Delete ${number}`, remove));

const refusedRow = entry => make("li", {},
  make("p", { class: "read" }, entry.stem),
  make("p", { class: "hint" }, `Not counted. ${entry.refused}`),
  deleter("Let it go", () => dropAnswers([entry])));

function strangersRow(entries) {
  const number = count(entries.length, "answer");
  return make("li", {},
    make("p", {}, `Kept here for another learner: ${number}. Sent when that learner signs in on this device.`),
    deletable(number, () => dropAnswers(entries)));
}

// They are sent by the page of the quiz, which knows what the server has meanwhile.
function tellOfQuiz(entries, number, learner) {
  const [{ address }] = entries;
  // The address without the question shows what was handed in.
  if (location.pathname === address.replace(/\/\d+$/, "")) return [`Not counted: ${number}. The quiz was handed in without.`];
  if (entries.every(entry => entry.learner === learner?.mark)) {
    return [`Kept here until you open the quiz again: ${number}. `, make("a", { href: address }, "Open the quiz")];
  }
  return [`Kept here for another learner: ${number} to a quiz. Sent when that learner opens it again on this device.`];
}

function quizRow({ attempt, entries }, learner) {
  const number = count(new Set(entries.map(entry => entry.number)).size, "answer");
  return make("li", {},
    make("p", {}, ...tellOfQuiz(entries, number, learner)),
    deletable(number, async () => dropAttempt(attempt)));
}

const waitingText = (number, trouble) =>
  number ? `${count(number, "answer")} ${number === 1 ? "waits" : "wait"} to be sent. ${trouble}`.trim() : "";

async function show(trouble, news) {
  const [answers, learner] = await Promise.all([readAnswers(), readFact("learner")]);
  const mine = answers.filter(entry => entry.learner === learner?.mark);
  const strange = answers.filter(entry => entry.learner !== learner?.mark);
  const waiting = mine.filter(entry => !entry.refused);
  const rows = mine.filter(entry => entry.refused).map(refusedRow);
  if (strange.length) rows.push(strangersRow(strange));
  rows.push(...waitingAttempts().filter(isElsewhere).map(attempt => quizRow(attempt, learner)));
  kept.hidden = !waiting.length && !rows.length;
  kept.querySelector("[data-send]").hidden = !waiting.length || !navigator.onLine;
  stuck.replaceChildren(...rows);
  const text = waitingText(waiting.length, trouble) || news;
  // Said once: a text that stays the same is not said again.
  if (told.textContent !== text) told.textContent = text;
}

// `trouble` is why they wait still, `news` what has just become of them.
export async function tellWaiting(trouble = "", news = "") {
  await show(trouble, news);
  others.postMessage("changed");
}

others.addEventListener("message", () => show("", "").catch(() => {}));
whenWaitingChanges(() => show("", "").catch(() => {}));
export const whenAskedToSend = act => kept.querySelector("[data-send]").addEventListener("click", act);
