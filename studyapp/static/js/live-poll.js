// Asks the server again and again how a live quiz stands; where there is no answer it asks more seldom.
const SLOWEST = 5000;
const asked = { headers: { Accept: "application/json" }, cache: "no-store" };

// `onTick` gets what has changed; `onNet` hears whether the server can be reached.
export function poll(address, onTick, onNet) {
  let etag = "", every = 1000, failures = 0, timer = 0, asking = false;

  const pause = () => Math.min(SLOWEST, every * 2 ** failures) * (0.8 + 0.4 * Math.random());

  async function ask() {
    const response = await fetch(address, { ...asked, headers: etag ? { ...asked.headers, "If-None-Match": etag } : asked.headers });
    if (response.status === 304) return;
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const told = await response.json();
    // A network may answer in the place of our server.
    if (!Number.isInteger(told.every)) throw new Error("This is no answer of ours.");
    every = told.every;
    await onTick(told);
    // Kept only now, so that a change that could not be shown is told once more.
    etag = response.headers.get("ETag") ?? "";
  }

  async function now() {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    try {
      await ask();
      failures = 0;
      onNet(true);
    } catch {
      failures += 1;
      onNet(false);
    }
    asking = false;
    timer = setTimeout(now, pause());
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  addEventListener("online", now);
  timer = setTimeout(now, pause());
  return now;
}

// A screen that falls asleep would miss the next question.
export function stayAwake() {
  const hold = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); };
  document.addEventListener("visibilitychange", hold);
  hold();
}
