// Sends what waits and fetches what to keep. The server counts an id once, so twice does no harm.
import { changeLearner, readAnswers, readFact, replaceCards, settleAnswers } from "./offline-store.js";
import { fetchCards, postAnswers, whoIsHere } from "./offline-server.js";

const BATCH = 50;
const FRESH_MS = 5 * 60_000;
// The token or the learner has changed since the last look, which another look mends.
const STALE = [400, 401, 403, 409];
const TOO_LARGE = 413;
// One answer may be to blame. A server that says 503 is busy, whatever is sent.
const TROUBLED = [TOO_LARGE, 500, 502, 504];
const failing = new Set();
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

// What failed by itself before comes last, so that it keeps nothing else waiting.
async function nextBatch(learner, tried) {
  const waiting = (await waitingFor(learner)).filter(entry => !tried.has(entry.answer_id));
  const [willing, failed] = [false, true].map(is => waiting.filter(entry => failing.has(entry.answer_id) === is));
  return [...willing, ...failed].slice(0, BATCH);
}

async function sendBatch(batch, learner) {
  const questions = new Map(batch.map(entry => [entry.answer_id, entry.question_id]));
  const results = (await postAnswers(batch.map(entry => entry.answer), learner))
    .filter(({ answer_id, status }) => questions.has(answer_id) && SETTLED.includes(status));
  if (!results.length) throw new Error("The server said nothing of what was sent.");
  await settleAnswers(results);
  return results.map(result => ({ ...result, question_id: questions.get(result.answer_id) }));
}

// The second in a row that fails by itself says that the server takes none.
async function setAside({ answer_id, question_id }, run, error) {
  if (error.status === TOO_LARGE) {
    const refused = { answer_id, question_id, status: "refused", detail: "It is larger than the server takes." };
    await settleAnswers([refused]);
    return [refused];
  }
  failing.add(answer_id);
  if (run.error) throw error;
  run.error = error;
  return [];
}

// A batch that the server cannot take goes in halves, down to the one answer that is to blame.
async function sendInParts(batch, learner, run) {
  try {
    const results = await sendBatch(batch, learner);
    run.error = undefined;
    return results;
  } catch (error) {
    if (!TROUBLED.includes(error.status)) throw error;
    if (batch.length === 1) return setAside(batch[0], run, error);
    const middle = Math.ceil(batch.length / 2);
    const sent = await sendInParts(batch.slice(0, middle), learner, run);
    return [...sent, ...await sendInParts(batch.slice(middle), learner, run)];
  }
}

async function sendAll() {
  const learner = await lookWhoIsHere();
  const run = {}, sent = [], tried = new Set();
  for (;;) {
    const batch = await nextBatch(learner, tried);
    if (!batch.length) break;
    batch.forEach(entry => tried.add(entry.answer_id));
    sent.push(...await sendInParts(batch, learner, run));
  }
  if (!sent.length && run.error) throw run.error;
  return sent;
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
