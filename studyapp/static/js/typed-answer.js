// Tells of what was typed whether it can be an answer, as bank/grading.py and bank/answer_text.py do; not whether it is right.
const LONGEST_TEXT = 500;
const LONGEST_NUMBER = 60;
const LARGEST_NUMBER = 1e15;
const NOT_TEXT = /[\0\p{Cs}]/u;
const NUMERAL_AMONG_WORDS = /^([^0-9]*?)([-+]?)([0-9., ]*[0-9])([^0-9]*)$/;
const GROUPED = /^([1-9][0-9]{0,2}([ ,.])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?$/;
const PLAIN = /^([0-9]*)(?:[.,]([0-9]+))?$/;
const PERCENT_WORDS = ["%", "percent", "per", "cent"];
const POWERS = { hundred: 2, thousand: 3, million: 6, billion: 9 };

const lengthOf = text => [...text].length;

function fold(text) {
  const letters = text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFKC");
  return letters.replace(/[\u2010-\u2015\u2212]/g, "-").replaceAll("&", " and ").trim();
}

// A leading article and signs are no words of an answer.
const hasWords = text => /[\p{L}\p{N}]/u.test(fold(text).replace(/^[^\p{L}\p{N}_]*(?:the|an?)\s+/u, ""));

const singularWords = text => (fold(text).match(/%|[^\s.,%]+/g) ?? []).map(word => word.replace(/s$/, ""));

function readNumeral(numeral, pointIsDecimal) {
  const grouped = numeral.match(GROUPED);
  if (grouped && !(pointIsDecimal && grouped[2] === ".")) {
    return Number(`${grouped[1].replace(/[ ,.]/g, "")}.${grouped[3] ?? 0}`);
  }
  const plain = numeral.match(PLAIN);
  return plain ? Number(`${plain[1]}.${plain[2] ?? 0}`) : NaN;
}

function isNumber(text, unit) {
  const match = lengthOf(text) <= LONGEST_NUMBER && fold(text).match(NUMERAL_AMONG_WORDS);
  if (!match) return false;
  const [, before, , numeral, after] = match;
  const ignored = [...PERCENT_WORDS, ...singularWords(unit ?? "")];
  const powers = singularWords(after).filter(word => !ignored.includes(word));
  if (!singularWords(before).every(word => ignored.includes(word))) return false;
  if (!powers.every(word => Object.hasOwn(POWERS, word))) return false;
  const value = readNumeral(numeral.trim(), powers.length > 0);
  return value * 10 ** powers.reduce((sum, word) => sum + POWERS[word], 0) <= LARGEST_NUMBER;
}

// Returns a sentence on what keeps a text from being an answer, or nothing.
export function findTypedFault(text, whenEmpty) {
  if (lengthOf(text) > LONGEST_TEXT) return `Type an answer of at most ${LONGEST_TEXT} characters.`;
  if (NOT_TEXT.test(text)) return "The answer holds a character that is not text.";
  return hasWords(text) ? "" : whenEmpty;
}

export function findNumberFault(text, unit) {
  return isNumber(text.trim(), unit) ? "" : "Type the answer as a number, such as 1936 or 1,500.";
}
