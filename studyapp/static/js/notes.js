// Words of one paragraph are highlighted or noted where they stand. The server draws what is kept:
// the page that answers holds the paragraph anew, and its text and margin take the place of the old.
const form = document.querySelector("[data-marker]");
const field = form.elements;
const part = name => form.querySelector(`[data-${name}]`);
const marked = document.querySelector("[data-marked]");
const paragraphs = [...document.querySelectorAll("[data-paragraph]")];
const FOLLOW_MS = 200;
let piece;
let saving = false;
let timer;

class Refused extends Error {}

// The server counts characters, script counts units of 16 bits.
const length = text => [...text].length;
const textOf = paragraph => paragraph.lastElementChild;

// The served text has a line break where the page has a line of its own.
function linesOf(paragraph) {
  const lines = [...textOf(paragraph).querySelectorAll("li, .line")];
  return lines.length ? lines : [textOf(paragraph)];
}

// How many characters of the paragraph stand before a point of the page, wherever that is.
function offsetOf(lines, node, at) {
  let before = 0;
  for (const line of lines) {
    const range = document.createRange();
    range.selectNodeContents(line);
    const side = range.comparePoint(node, at);
    if (side < 0) return before;
    if (side === 0) {
      range.setEnd(node, at);
      return before + length(range.toString());
    }
    before += length(line.textContent) + 1;
  }
  return before - 1;
}

// The part of a selection that lies in a paragraph, without the spaces around it.
function pieceIn(paragraph, range) {
  const lines = linesOf(paragraph);
  const text = [...lines.map(line => line.textContent).join("\n")];
  let start = offsetOf(lines, range.startContainer, range.startOffset);
  let end = offsetOf(lines, range.endContainer, range.endOffset);
  while (start < end && !text[start].trim()) start += 1;
  while (start < end && !text[end - 1].trim()) end -= 1;
  return start < end ? { paragraph, start, exact: text.slice(start, end).join("") } : undefined;
}

function selectedPieces() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return paragraphs.filter(p => range.intersectsNode(textOf(p))).map(p => pieceIn(p, range)).filter(Boolean);
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function placeBeside({ paragraph, exact }) {
  const chosen = exact ? getSelection().getRangeAt(0) : textOf(paragraph);
  const { left, bottom } = chosen.getBoundingClientRect();
  const room = document.documentElement.clientWidth - form.offsetWidth - 16;
  form.style.setProperty("--x", `${Math.max(16, Math.min(left, room)) + scrollX}px`);
  form.style.setProperty("--y", `${Math.min(bottom, innerHeight - form.offsetHeight - 24) + 8 + scrollY}px`);
}

function numberOf(paragraph) {
  return paragraph.id.slice(1);
}

// Opened anew for other words; the same words keep the id of their note, so that a second try counts once.
function open(next, mode) {
  const isSame = piece && next && ["paragraph", "start", "exact"].every(key => piece[key] === next[key]);
  if (!isSame) {
    field.note_uuid.value = newId();
    part("refused").textContent = "";
  }
  piece = next;
  form.hidden = false;
  form.dataset.open = mode;
  part("writing").hidden = part("save").hidden = mode !== "writing";
  form.querySelectorAll("[data-idle]").forEach(button => { button.hidden = mode !== "idle"; });
  if (!next) return;
  part("about").textContent = next.exact
    ? `Paragraph ${numberOf(next.paragraph)}: “${next.exact}”` : `Paragraph ${numberOf(next.paragraph)}`;
  if (!isSame) placeBeside(next);
  const margin = marginOf(next.paragraph);
  if ((margin ?? next.paragraph).nextElementSibling !== form) (margin ?? next.paragraph).after(form);
  if (mode === "writing") field.body.focus();
}

function close() {
  const hadFocus = form.contains(document.activeElement);
  if (hadFocus) piece?.paragraph.querySelector(".pn").focus({ preventScroll: true });
  form.hidden = true;
  piece = undefined;
}

function follow() {
  if (saving || (!form.hidden && form.dataset.open === "writing")) return;
  const pieces = selectedPieces();
  if (pieces.length === 1) return open(pieces[0], "idle");
  if (pieces.length > 1) {
    open(undefined, "many");
    part("about").textContent = "";
    part("refused").textContent = "These words run over more than one paragraph. Select within one.";
  } else if (!form.hidden && !form.contains(document.activeElement)) close();
}

// What a press is about: the selected words, else the paragraph that has the focus.
function chosenPiece() {
  const pieces = selectedPieces();
  if (pieces.length) return pieces.length === 1 ? pieces[0] : undefined;
  if (!form.hidden && piece) return piece;
  const paragraph = document.activeElement.closest?.("[data-paragraph]");
  return paragraph ? { paragraph, start: "", exact: "" } : undefined;
}

function marginOf(paragraph) {
  const next = paragraph.nextElementSibling;
  return next?.matches(".margin") ? next : undefined;
}

function show(page, paragraph) {
  const fresh = page.getElementById(paragraph.id);
  textOf(paragraph).replaceWith(textOf(fresh));
  const margin = marginOf(fresh);
  marginOf(paragraph)?.remove();
  if (margin) paragraph.after(margin);
  marked.textContent = page.querySelector(".notice[role=status]")?.textContent.trim() ?? "Saved.";
}

async function send({ paragraph, start, exact }, body) {
  const fields = new FormData(form);
  const values = { paragraph: paragraph.dataset.paragraph, start, exact, body, whole: exact || body ? "" : "1", next: location.pathname };
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const response = await fetch(form.action, { method: "POST", body: fields });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) throw new Refused(page.querySelector("main [role=alert], main .standfirst")?.textContent.trim());
  show(page, paragraph);
}

async function save(chosen, body) {
  saving = true;
  part("refused").textContent = "";
  try {
    await send(chosen, body);
    if (body) field.body.value = "";
    getSelection().removeAllRanges();
    close();
  } catch (error) {
    if (form.hidden) open(chosen, body ? "writing" : "idle");
    if (error instanceof Refused) field.note_uuid.value = newId();
    const why = (error instanceof Refused && error.message) || "Not saved yet. Your words are kept; try again.";
    part("refused").textContent = why;
  } finally {
    saving = false;
  }
}

form.addEventListener("submit", event => {
  event.preventDefault();
  const chosen = form.dataset.open === "writing" && !form.hidden ? piece : chosenPiece();
  if (!chosen || saving) return;
  if (form.hidden) field.note_uuid.value = newId();
  const isNote = event.submitter?.value === "note";
  if (isNote && !field.body.value.trim()) field.body.focus();
  else save(chosen, isNote ? field.body.value : "");
});
part("write").addEventListener("click", () => {
  const chosen = chosenPiece();
  if (chosen) open(chosen, "writing");
});
part("close").addEventListener("click", () => {
  getSelection().removeAllRanges();
  close();
});
// A press on a button must not take the selection away.
form.addEventListener("pointerdown", event => {
  if (event.target.closest("button")) event.preventDefault();
});
addEventListener("keydown", event => {
  if (event.key === "Escape" && !form.hidden && !document.querySelector("[popover]:popover-open")) close();
});
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, FOLLOW_MS);
});
for (const paragraph of paragraphs) {
  paragraph.querySelector(".add-note").addEventListener("click", event => {
    event.preventDefault();
    open({ paragraph, start: "", exact: "" }, "writing");
  });
}
