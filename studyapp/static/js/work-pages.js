// The pages of an attempt, fetched ahead so that a learner can go on without a network.
const BETWEEN_MS = 400;
const PATIENCE_MS = 4000;
const kept = new Map();

export class NoPage extends Error {}

async function read(address) {
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.redirected) location.assign(response.url);
  if (!response.ok || response.redirected) throw new NoPage();
  kept.set(address, await response.text());
  return kept.get(address);
}

// Returns a page and whether it comes fresh from the server.
export async function pageAt(address) {
  let isFresh = true;
  const text = await read(address).catch(error => {
    if (error instanceof NoPage || !kept.has(address)) throw error;
    isFresh = false;
    return kept.get(address);
  });
  return { page: new DOMParser().parseFromString(text, "text/html"), isFresh };
}

export async function fetchAhead(addresses) {
  for (const address of addresses) {
    if (!kept.has(address)) await read(address).catch(() => {});
    await new Promise(done => { setTimeout(done, BETWEEN_MS); });
  }
}
