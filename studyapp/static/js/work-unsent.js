// The answers of one attempt that the server has not acknowledged yet. They outlive the page.
const NEVER_KEPT = ["csrf_token", "go", "leave", "touched", "entry_uuid", "revision", "ms"];

// Pages of a school network often come without TLS, where crypto.randomUUID is missing.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

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

  constructor(attempt) {
    this.#key = `studyapp-unsent-${attempt}`;
    this.#read();
  }

  // Where nothing can be stored, the answers live as long as the page.
  #read() {
    try {
      this.#entries = JSON.parse(localStorage.getItem(this.#key)) ?? [];
    } catch { /* what was read before holds */ }
  }

  #write() {
    try {
      if (this.#entries.length) localStorage.setItem(this.#key, JSON.stringify(this.#entries));
      else localStorage.removeItem(this.#key);
    } catch { /* see above */ }
  }

  get count() { return this.#entries.length; }

  get conflicts() { return this.#entries.filter(entry => entry.newer); }

  next() { return this.#entries.find(entry => !entry.newer && !entry.refused); }

  of(number) { return this.#entries.findLast(entry => entry.number === number); }

  // One that was sent may have arrived, so it stays as it is and the new one follows it.
  put(number, fields, revision) {
    const last = this.of(number);
    if (last && !last.tried) this.#entries = this.#entries.filter(entry => entry !== last);
    const base = last ? last.revision : revision;
    this.#entries.push({ id: newId(), number, fields, revision: base });
    this.#write();
  }

  tried(entry) {
    entry.tried = true;
    this.#write();
  }

  acknowledged(entry, revision) {
    this.#entries = this.#entries.filter(other => other.id !== entry.id);
    for (const other of this.#entries) {
      if (other.number === entry.number && other.revision === entry.revision) other.revision = revision;
    }
    this.#write();
  }

  // A newer answer of another device stands: the last one given here waits for a choice.
  overtaken(entry) {
    const last = this.of(entry.number);
    this.#entries = this.#entries.filter(other => other.number !== entry.number || other === last);
    Object.assign(last, { newer: true, tried: false });
    this.#write();
  }

  refused(entry) {
    entry.refused = true;
    this.#write();
  }

  drop(test) {
    this.#entries = this.#entries.filter(entry => !test(entry));
    this.#write();
  }

  tryAgain() {
    for (const entry of this.#entries) delete entry.refused;
  }
}
