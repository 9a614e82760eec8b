// The pages of an attempt, fetched ahead so that a learner can go on without a network.
import { pageIn } from "./our-reply.js";

const BETWEEN_MS = 400;
const PATIENCE_MS = 4000;
const kept = new Map();

class NoPage extends Error {}

async function read(address) {
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  const page = pageIn(text);
  if (response.redirected) location.assign(response.url);
  if (!response.ok || response.redirected) throw new NoPage();
  kept.set(address, text);
  return page;
}

// Returns a page and whether it comes fresh from the server.
export async function pageAt(address) {
  try {
    return { page: await read(address), isFresh: true };
  } catch (error) {
    if (error instanceof NoPage || !kept.has(address)) throw error;
    return { page: pageIn(kept.get(address)), isFresh: false };
  }
}

export async function fetchAhead(addresses) {
  for (const address of addresses) {
    if (!kept.has(address)) await read(address).catch(() => {});
    await new Promise(done => { setTimeout(done, BETWEEN_MS); });
  }
}
