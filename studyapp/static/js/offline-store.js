// What this browser keeps for a review without a network: cards to ask, answers on their way, facts.
const DURABLE = { durability: "strict" };
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("studyapp", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("cards", { keyPath: "question_id" });
      request.result.createObjectStore("answers", { keyPath: "answer_id" }).createIndex("question", "question_id");
      request.result.createObjectStore("facts");
    };
    request.onsuccess = () => {
      // The browser closes it when it clears its storage, at a sign-out for one.
      request.result.onclose = request.result.onversionchange = () => {
        request.result.close();
        opening = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => { opening = undefined; });
  return opening;
}

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// What `work` returns comes when the transaction is complete, and so on the disk: all of it or nothing.
async function transact(mode, names, work) {
  const transaction = (await open()).transaction(names, mode, DURABLE);
  const completed = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser stored nothing."));
  });
  const stores = names.map(name => transaction.objectStore(name));
  const working = work(...stores).catch(error => {
    if (!transaction.error) transaction.abort();
    throw error;
  });
  const [result] = await Promise.all([working, completed]);
  return result;
}

const allOf = store => transact("readonly", [store], opened => done(opened.getAll()));

export const readFact = name => transact("readonly", ["facts"], facts => done(facts.get(name)));

export async function readCards() {
  return (await allOf("cards")).sort((one, other) => one.place - other.place);
}

// A question whose answer still waits is not asked again, whatever the server says.
export function replaceCards(cards, mark) {
  return transact("readwrite", ["cards", "answers", "facts"], async (kept, answers, facts) => {
    if ((await done(facts.get("learner")))?.mark !== mark) return;
    const waiting = new Set((await done(answers.getAll())).map(entry => entry.question_id));
    kept.clear();
    cards.forEach((card, place) => {
      if (!waiting.has(card.question_id)) kept.put({ ...card, place, learner: mark });
    });
    facts.put(Date.now(), "refreshed");
  });
}

export const dropCard = questionId => transact("readwrite", ["cards"], cards => done(cards.delete(questionId)));

// Tells whether the answer was taken; it is not when another tab has one to the same question.
export function keepAnswer(entry) {
  return transact("readwrite", ["cards", "answers", "facts"], async (cards, answers, facts) => {
    // A browser that was cleared while the card stood there has forgotten whose it is.
    if (!(await done(facts.get("learner")))) facts.put({ mark: entry.learner, named: true }, "learner");
    const earlier = await done(answers.index("question").getKey(entry.question_id));
    cards.delete(entry.question_id);
    if (earlier === undefined) answers.add(entry);
    return earlier === undefined;
  });
}

export async function readAnswers() {
  return (await allOf("answers")).sort((one, other) => one.kept_at - other.kept_at);
}

// What the server has may go from here, what it refused stays to be seen.
export function settleAnswers(results) {
  return transact("readwrite", ["answers"], async answers => {
    for (const { answer_id, status, detail } of results) {
      const entry = await done(answers.get(answer_id));
      if (entry && status === "refused") answers.put({ ...entry, refused: detail });
      else answers.delete(answer_id);
    }
  });
}

export const dropAnswer = answerId => transact("readwrite", ["answers"], answers => done(answers.delete(answerId)));

// Cards are one learner's; what a guest answered goes into the account that they sign in to, or to the seat.
export function changeLearner(now) {
  return transact("readwrite", ["cards", "answers", "facts"], async (cards, answers, facts) => {
    const before = await done(facts.get("learner"));
    facts.put(now, "learner");
    if (before?.mark === now.mark) return;
    cards.clear();
    facts.delete("refreshed");
    if (!before?.mark || before.named || !now.named) return;
    for (const entry of await done(answers.getAll())) {
      if (entry.learner === before.mark) answers.put({ ...entry, learner: now.mark });
    }
  });
}
