// Says at once what a chosen answer is worth. What is typed has to be an answer, and is judged by the server alone,
// which knows spellings.
import { findNumberFault, findTypedFault } from "./typed-answer.js";

const TYPED = ["cloze", "short", "number"];
const MISSING = {
  single: "Choose an answer first.", multiple: "Choose an answer first.", order: "Put all items in order first.",
  match: "Match every item first.", locate: "Choose a paragraph first.", cloze: "Fill in every blank first.",
};

const first = (fields, name) => (fields[name]?.[0] ?? "").trim();
const named = (count, prefix) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

// Shown choices by the places that the form names, counted from 0.
const chosen = (shown, places) => places.map(place => shown[Number(place)]);

// The items as put: the form gives each shown item its place, counted from 1.
function inOrder(card, fields) {
  const places = named(card.items.length, "place").map(name => Number(first(fields, name)));
  return card.items.map((_, at) => card.items[places.indexOf(at + 1)]);
}

const partners = (card, fields) =>
  chosen(card.rights, named(card.lefts.length, "right").map(name => first(fields, name)));

function neededFields(card, fields) {
  switch (card.kind) {
    case "single": case "multiple": return ["choice"];
    case "order": return named(card.items.length, "place");
    case "match": return named(card.lefts.length, "right");
    case "locate": return ["paragraph"];
    case "cloze": return Object.keys(fields).filter(name => name.startsWith("blank-"));
    default: return ["text"];
  }
}

function findFaultInTyped(card, fields) {
  const missing = MISSING[card.kind] ?? "Type an answer first.";
  const texts = neededFields(card, fields).map(name => fields[name]?.[0] ?? "");
  const fault = texts.map(text => findTypedFault(text, missing)).find(Boolean);
  return fault ?? (card.kind === "number" ? findNumberFault(texts[0], card.unit) : "");
}

// Returns a sentence on what is missing or no answer, or nothing.
export function findFault(card, fields) {
  if (TYPED.includes(card.kind)) return findFaultInTyped(card, fields);
  if (neededFields(card, fields).some(name => !first(fields, name))) return MISSING[card.kind];
  const places = named(card.items.length, "place").map(name => first(fields, name));
  if (card.kind === "order" && new Set(places).size < places.length) return "Give each item a place of its own.";
  return "";
}

// What was answered in words, a line a part.
export function linesOf(card, fields) {
  switch (card.kind) {
    case "single": case "multiple": return chosen(card.options, fields.choice).map(option => option.text);
    case "order": return inOrder(card, fields).map(item => item.text);
    case "match": return partners(card, fields).map((right, n) => `${card.lefts[n]}: ${right.text}`);
    case "locate": return [`Paragraph ${first(fields, "paragraph").split(":")[1]}`];
    default: return neededFields(card, fields).map(name => first(fields, name));
  }
}

const same = (one, other) => one.length === other.length && one.every((value, n) => value === other[n]);

// true, false, or null where the server has to judge.
export function isRight(card, fields) {
  const { positions, paragraphs } = card.answer;
  if (TYPED.includes(card.kind)) return null;
  if (card.kind === "locate") return paragraphs.includes(first(fields, "paragraph"));
  if (card.kind === "order") return same(inOrder(card, fields).map(item => item.position), positions);
  if (card.kind === "match") {
    // Of two partners with the same words either will do.
    const texts = new Map(card.rights.map(right => [right.position, right.text]));
    return same(partners(card, fields).map(right => right.text), positions.map(n => texts.get(n)));
  }
  const given = chosen(card.options, fields.choice).map(option => option.position).sort((a, b) => a - b);
  return same(given, [...positions].sort((a, b) => a - b));
}
