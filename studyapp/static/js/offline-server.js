// The server's side of a review without a network.
import { readTold } from "./our-reply.js";

const LEARNER = "/review/offline/learner";
const CARDS = "/api/v1/review/cards?limit=50&html=1";
const ANSWERS = "/api/v1/review/answers";
// By this the server refuses what another learner of this browser has kept.
const MARK = "X-Studyapp-Learner";
const LONGEST_MS = 20_000;

export class Unsent extends Error {
  constructor(status, detail, waitSeconds) {
    super(detail);
    Object.assign(this, { status, waitSeconds });
  }
}

// What is in the way of our server may be busy as well, and says so without words of ours.
const isBusy = status => status === 429 || status >= 500;

async function read(address, isOurs, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_MS), ...options, headers });
  const told = isBusy(response.status) ? {} : await readTold(response, isOurs);
  if (response.ok) return told;
  const wait = Number(response.headers.get("Retry-After")) || 0;
  throw new Unsent(response.status, told.detail ?? `The server answered ${response.status}.`, wait);
}

// Who is here, with a fresh token: the one that a kept page carries may be stale.
export const whoIsHere = () => read(LEARNER, told => typeof told?.mark === "string");

export async function fetchCards(learner) {
  return (await read(CARDS, told => Array.isArray(told?.cards), { headers: { [MARK]: learner.mark } })).cards;
}

export async function postAnswers(answers, learner) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": learner.token, [MARK]: learner.mark };
  const sent = { method: "POST", headers, body: JSON.stringify({ answers }) };
  return (await read(ANSWERS, told => Array.isArray(told?.results), sent)).results;
}
