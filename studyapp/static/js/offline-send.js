// Sends what waits and fetches what to keep. The server counts an id once, so twice does no harm.
import { changeLearner, readAnswers, readFact, replaceCards, settleAnswers } from "./offline-store.js";
import { fetchCards, postAnswers, whoIsHere } from "./offline-server.js";

const BATCH = 50;
const FRESH_MS = 5 * 60_000;
// The token or the learner has changed since the last look, which another look mends.
const STALE = [400, 401, 403, 409];
const SETTLED = ["recorded", "known", "refused"];

// One tab at a time, where the browser can see to that.
const alone = work => navigator.locks ? navigator.locks.request("studyapp-offline", work) : work();

async function lookWhoIsHere() {
  const learner = await whoIsHere();
  await changeLearner({ mark: learner.mark, named: learner.named });
  return learner;
}

const waitingFor = async learner =>
  (await readAnswers()).filter(entry => entry.learner === learner.mark && !entry.refused);

async function sendAll() {
  const learner = await lookWhoIsHere();
  const sent = [];
  for (;;) {
    const batch = (await waitingFor(learner)).slice(0, BATCH);
    if (!batch.length) return sent;
    const questions = new Map(batch.map(entry => [entry.answer_id, entry.question_id]));
    const results = (await postAnswers(batch.map(entry => entry.answer), learner))
      .filter(({ answer_id, status }) => questions.has(answer_id) && SETTLED.includes(status));
    if (!results.length) throw new Error("The server said nothing of what was sent.");
    await settleAnswers(results);
    sent.push(...results.map(result => ({ ...result, question_id: questions.get(result.answer_id) })));
  }
}

async function hasWaiting() {
  const learner = await readFact("learner");
  return Boolean(learner?.mark) && (await waitingFor(learner)).length > 0;
}

// Returns what the server said of each answer.
export async function sendWaiting() {
  return alone(async () => {
    if (!(await hasWaiting())) return [];
    return sendAll().catch(error => {
      if (STALE.includes(error.status)) return sendAll();
      throw error;
    });
  });
}

// Fetches the next questions unless those kept are fresh; `anyway` fetches them all the same.
export async function refreshCards(anyway) {
  return alone(async () => {
    const age = Date.now() - (await readFact("refreshed") ?? 0);
    if (age < FRESH_MS && !anyway) return;
    const learner = await readFact("learner") ?? await lookWhoIsHere();
    if (learner.mark) await replaceCards(await fetchCards(learner), learner.mark);
  });
}
