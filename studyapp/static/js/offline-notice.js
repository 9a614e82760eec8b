// Says on every page what this browser keeps that the server does not have yet.
import { count, make } from "./dom.js";
import { dropAnswer, readAnswers, readFact } from "./offline-store.js";

const told = document.querySelector("[data-waiting]");
const kept = document.querySelector("[data-kept]");
const stuck = kept.querySelector("[data-stuck]");
const others = new BroadcastChannel("studyapp-answers");

function deleter(label, entries) {
  const button = make("button", { class: "btn-2", type: "button" }, label);
  button.addEventListener("click", async () => {
    for (const entry of entries) await dropAnswer(entry.answer_id);
    await tellWaiting();
  });
  return button;
}

const refusedRow = entry => make("li", {},
  make("p", { class: "read" }, entry.stem),
  make("p", { class: "hint" }, `Not counted. ${entry.refused}`),
  deleter("Let it go", [entry]));

function strangersRow(entries) {
  const number = count(entries.length, "answer");
  return make("li", {},
    make("p", {}, `Kept here for another learner: ${number}. Sent when that learner signs in on this device.`),
    make("details", {}, make("summary", {}, "Delete them"),
      make("p", { class: "hint" }, "They were never sent, so they are lost then."),
      deleter(`Delete ${number}`, entries)));
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
  kept.hidden = !answers.length;
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
export const whenAskedToSend = act => kept.querySelector("[data-send]").addEventListener("click", act);
