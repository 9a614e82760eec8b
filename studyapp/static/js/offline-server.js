// The server's side of a review without a network.
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

async function read(address, options) {
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_MS), ...options });
  if (response.ok) return response.json();
  const { detail } = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After")) || 0;
  throw new Unsent(response.status, detail ?? `The server answered ${response.status}.`, wait);
}


// Who is here, with a fresh token: the one that a kept page carries may be stale.
export const whoIsHere = () => read(LEARNER);

export async function fetchCards(learner) {
  return (await read(CARDS, { headers: { [MARK]: learner.mark } })).cards;
}

export async function postAnswers(answers, learner) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": learner.token, [MARK]: learner.mark };
  return (await read(ANSWERS, { method: "POST", headers, body: JSON.stringify({ answers }) })).results;
}
