// The screens of the host: the controls and the wall.
import { draw, isNews, say, start } from "./live-part.js";
import { poll, stayAwake } from "./live-poll.js";

const part = document.querySelector("[data-quiz]");
const net = document.querySelector("[data-net]");
let players = part.querySelector("[data-players]")?.textContent;

function put(name, value) {
  for (const one of part.querySelectorAll(`[data-${name}]`)) one.textContent = value;
}

async function follow(told) {
  const newNames = String(told.players) !== players;
  if (isNews(told) || newNames) {
    const isNew = await draw();
    if (isNew) say(part.querySelector("[data-prompt]")?.textContent.trim() ?? "");
    players = String(told.players);
  }
  put("players", told.players);
  put("answered", told.answered);
  put("slower-count", told.slower);
  part.querySelector("[data-slower]")?.toggleAttribute("hidden", !told.slower);
}

const now = poll(part.dataset.quiz, follow, reached => {
  net.textContent = reached ? "" : "The server cannot be reached. Trying again.";
  net.dataset.is = reached ? "" : "offline";
});

// An act goes out without leaving the page; one that came too late shows how things stand.
part.addEventListener("submit", async event => {
  const form = event.target.closest("[data-act]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  const body = new FormData(form, event.submitter);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (response.status === 409) say("The quiz had moved on already.");
    await now();
  } catch {
    net.textContent = "Not done: the server cannot be reached. Press again.";
    net.dataset.is = "offline";
  }
  delete form.dataset.sent;
});

start();
stayAwake();
