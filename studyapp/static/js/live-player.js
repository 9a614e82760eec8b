// The page of a player: follows the quiz, and sends an answer until the server has it.
import { draw, isNews, remembered, say, start } from "./live-part.js";
import { poll, stayAwake } from "./live-poll.js";
import { readTold } from "./our-reply.js";

const RETRY = [500, 1000, 2000, 4000, 5000];
const REPLIES = {
  accepted: "Saved.",
  already: "Saved. Your first answer stands.",
  late: "Too late: the answers were closed.",
};
const part = document.querySelector("[data-quiz]");
const net = document.querySelector("[data-net]");
let waiting = null;

const key = name => `studyapp_live_${name}`;

function tell(is, text) {
  if (net.dataset.is === is && net.textContent === text) return;
  net.dataset.is = is;
  net.textContent = text;
}

function keep(name, body) {
  waiting = { name, body };
  remembered(store => store.setItem(key(name), body));
}

function drop(name) {
  if (waiting?.name === name) waiting = null;
  remembered(store => store.removeItem(key(name)));
}

// The chosen option stays marked, and nothing else can be pressed meanwhile.
function lock(form, chosen) {
  form.dataset.sent = "yes";
  chosen?.setAttribute("data-chosen", "");
  for (const one of form.querySelectorAll("button, input:not([type=hidden]), select")) one.disabled = true;
}

function unlock(form) {
  delete form.dataset.sent;
  for (const one of form.querySelectorAll("[disabled]")) one.disabled = false;
  for (const one of form.querySelectorAll("[data-chosen]")) one.removeAttribute("data-chosen");
}

// Nothing can be pressed any more, until the teacher gives more time.
function closeAnswers(text) {
  const form = part.querySelector("[data-answer]");
  if (form) {
    unlock(form);
    lock(form);
  }
  tell("over", text);
}

function reopen() {
  if (net.dataset.is !== "over") return;
  const form = part.querySelector("[data-answer]");
  if (form) unlock(form);
  tell("", "");
}

async function attempt(action, body) {
  const response = await fetch(action, {
    method: "POST", body, headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
  });
  if (response.status >= 500 || response.status === 429) throw new Error(`The server answered ${response.status}.`);
  return readTold(response, told => Object.hasOwn(REPLIES, told?.state));
}

async function send(name, action, body, tries = 0) {
  if (waiting?.name !== name) return;
  tell("waiting", tries ? "Waiting to be saved. Your answer is kept and sent again." : "Sending");
  let told;
  try {
    told = await attempt(action, body);
  } catch {
    tell("offline", "Offline. Your answer is kept and sent as soon as the server is there.");
    setTimeout(() => send(name, action, body, tries + 1), RETRY[Math.min(tries, RETRY.length - 1)]);
    return;
  }
  drop(name);
  if (told.state === "late") closeAnswers(REPLIES.late);
  else if (told.state) tell("saved", REPLIES[told.state]);
  else refuse(told.detail);
}

function refuse(detail) {
  const form = part.querySelector("[data-answer]");
  if (form) unlock(form);
  tell("waiting", detail);
}

part.addEventListener("submit", event => {
  const form = event.target.closest("[data-answer]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  const body = new URLSearchParams(new FormData(form, event.submitter)).toString();
  lock(form, event.submitter?.closest(".pad"));
  keep(form.dataset.answer, body);
  send(form.dataset.answer, form.action, body);
});

part.addEventListener("timeover", () => {
  if (!part.querySelector("[data-answer]")?.dataset.sent) closeAnswers("Time is up: the answers are closed.");
});

// An answer that was on its way when the page was left goes out again.
function resume() {
  start();
  const form = part.querySelector("[data-answer]");
  const name = form?.dataset.answer;
  const body = name && remembered(store => store.getItem(key(name)));
  if (!body || waiting) return;
  // The token of the form may be a new one by now.
  const fields = new URLSearchParams(body);
  fields.set("csrf_token", form.elements.csrf_token.value);
  const choice = fields.get("choice");
  lock(form, form.querySelector(`button[value="${CSS.escape(choice ?? "")}"]`));
  keep(name, fields.toString());
  send(name, form.action, fields.toString());
}

async function follow(told) {
  if (!isNews(told)) return;
  // While an answer waits, its question is not taken from the screen by a mere change of timer.
  if (!(await draw())) return reopen();
  if (!waiting) tell("", "");
  say([part.querySelector("[data-verdict]"), part.querySelector("[data-prompt]")]
    .map(one => one?.textContent.trim()).filter(Boolean).join(" "));
  resume();
}

poll(part.dataset.quiz, follow, reached => {
  if (!reached) tell("offline", waiting ? "Offline. Your answer is kept and sent as soon as the server is there." : "Offline. Trying again.");
  else if (net.dataset.is === "offline" && !waiting) tell("", "");
});
resume();
stayAwake();
