// Sends what waits until each answer is acknowledged; the server counts an id once.
import { readTold } from "./our-reply.js";
import { setSecondsLeft } from "./work-time.js";

const LONGEST_MS = 15_000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30_000;

const token = () => document.querySelector("meta[name=csrf-token]").content;

export function bodyOf(entry) {
  const body = new URLSearchParams(entry.fields);
  for (const [name, value] of [["entry_uuid", entry.id], ["revision", entry.revision], ["csrf_token", token()]]) {
    body.set(name, value);
  }
  return body;
}

export class Sender {
  #unsent;
  #base;
  #tell;
  #sending = null;
  #wait = FIRST_WAIT_MS;
  #timer = 0;

  // `tell` hears of each thing that happens: a word for it, the entry, what the server said.
  constructor(unsent, base, tell) {
    this.#unsent = unsent;
    this.#base = base;
    this.#tell = tell;
    addEventListener("online", () => this.send());
  }

  // Resolves to whether everything has been sent.
  send() {
    clearTimeout(this.#timer);
    this.#sending ??= this.#sendAll().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  async #sendAll() {
    for (let entry; (entry = this.#unsent.next());) {
      try {
        await this.#sendOne(entry);
      } catch {
        this.#tell("waiting", entry);
        this.#timer = setTimeout(() => this.send(), this.#wait);
        this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
        return false;
      }
      this.#wait = FIRST_WAIT_MS;
    }
    return !this.#unsent.count;
  }

  async #sendOne(entry) {
    this.#unsent.tried(entry);
    const response = await fetch(`${this.#base}/${entry.number}/keep`, {
      method: "POST", body: bodyOf(entry), headers: { Accept: "application/json" },
      keepalive: true, signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (response.status >= 500) throw new Error(`The server answered ${response.status}.`);
    const told = await readTold(response, found => Number.isInteger(found?.revision));
    if (response.ok) {
      this.#unsent.acknowledged(entry, told.revision);
      setSecondsLeft(told.seconds_left);
      this.#tell("saved", entry, told);
      return;
    }
    if (told.why === "newer") this.#unsent.overtaken(entry);
    else if (told.why === "incomplete") this.#unsent.leftHalf(entry);
    else if (told.why === "over") this.#unsent.drop(() => true);
    else this.#unsent.refused(entry);
    this.#tell(told.why ?? "refused", entry, told);
  }
}
