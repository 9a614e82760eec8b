// The answers of one attempt that the server has not acknowledged yet. They outlive the page.
import { keyOf } from "./work-waiting.js";

const NEVER_KEPT = ["csrf_token", "go", "leave", "touched", "entry_uuid", "revision", "ms"];

// Pages of a school network often come without TLS, where crypto.randomUUID is missing.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const isBlank = fields => fields.every(([, value]) => !value.trim());
// By this and the address of the question other pages tell whose answers wait, and where they are sent.
const learner = document.querySelector("meta[name=learner]")?.content;

export const fieldsOf = form => [...new FormData(form)].filter(([name]) => !NEVER_KEPT.includes(name));

// Shows fields in a form as they were filled in.
export function fillIn(form, fields) {
  for (const control of form.elements) {
    if (!control.name || NEVER_KEPT.includes(control.name)) continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.type !== "submit") control.value = values[0] ?? "";
  }
}

export class Unsent {
  #key;
  #entries = [];
  #isStored = true;

  constructor(attempt) {
    this.#key = keyOf(attempt);
    this.#read();
  }

  // Another tab may have changed them. Where nothing can be stored, they live as long as the page.
  #read() {
    if (!this.#isStored) return;
    try {
      this.#entries = JSON.parse(localStorage.getItem(this.#key)) ?? [];
    } catch {
      this.#isStored = false;
    }
  }

  #change(changed) {
    this.#read();
    this.#entries = changed(this.#entries);
    try {
      if (this.#entries.length) localStorage.setItem(this.#key, JSON.stringify(this.#entries));
      else localStorage.removeItem(this.#key);
    } catch {
      this.#isStored = false;
    }
  }

  #set(entry, values) {
    this.#change(all => all.map(other => other.id === entry.id ? { ...other, ...values } : other));
  }

  // How many are on their way; what is only half filled is not.
  get count() { return this.#entries.filter(entry => !entry.half).length; }

  get halves() { return this.#entries.filter(entry => entry.half).map(entry => entry.number).sort((a, b) => a - b); }

  get conflicts() { return this.#entries.filter(entry => entry.newer); }

  next() { return this.#entries.find(entry => !entry.newer && !entry.refused && !entry.half); }

  of(number) { return this.#entries.findLast(entry => entry.number === number); }

  // One that was sent may have arrived, so it stays as it is and the new one follows it.
  put(number, fields, revision) {
    this.#change(all => {
      const last = all.findLast(entry => entry.number === number);
      const others = last && !last.tried ? all.filter(entry => entry !== last) : all;
      const told = { learner, address: location.pathname };
      return [...others, { id: newId(), ...told, number, fields, revision: last?.revision ?? revision }];
    });
  }

  tried(entry) {
    this.#set(entry, { tried: true });
  }

  acknowledged(entry, revision) {
    const follows = other => other.number === entry.number && other.revision === entry.revision;
    this.#change(all => all.filter(other => other.id !== entry.id)
      .map(other => follows(other) ? { ...other, revision } : other));
  }

  // A newer answer of another device stands: the last one given here waits for a choice.
  overtaken(entry) {
    const last = this.of(entry.number) ?? entry;
    this.#change(all => all.filter(other => other.number !== entry.number || other.id === last.id));
    this.#set(last, { newer: true, tried: false });
  }

  refused(entry) {
    this.#set(entry, { refused: true });
  }

  // Not stored by the server, so it stays here alone until it is whole; nothing at all is no half.
  leftHalf(entry) {
    const stays = this.of(entry.number)?.id === entry.id && !isBlank(entry.fields);
    if (stays) this.#set(entry, { half: true, tried: false });
    else this.drop(other => other.id === entry.id);
  }

  drop(test) {
    this.#change(all => all.filter(entry => !test(entry)));
  }

  // What was refused or overtaken before may be taken now.
  tryAgain() {
    this.#change(all => all.map(entry => ({ ...entry, newer: false, refused: false })));
  }
}
