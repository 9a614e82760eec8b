// Tells of what was typed whether it can be an answer, as bank/grading.py and bank/answer_text.py do; not whether it is right.
const LONGEST_TEXT = 500;
const LONGEST_NUMBER = 60;
const LARGEST_POWER = 15;
const NOT_TEXT = /[\0\p{Cs}]/u;
const NUMERAL_AMONG_WORDS = /^([^0-9]*?)([-+]?)([0-9., ]*[0-9])([^0-9]*)$/;
const GROUPED = /^([1-9][0-9]{0,2}([ ,.])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?$/;
const PLAIN = /^([0-9]*)(?:[.,]([0-9]+))?$/;
const PERCENT_WORDS = ["%", "percent", "per", "cent"];
const POWERS = { hundred: 2, thousand: 3, million: 6, billion: 9 };

const lengthOf = text => [...text].length;

// The digits of every script stand side by side from 0 to 9.
function plainDigit(sign) {
  let above = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - above - 1))) above += 1;
  return above % 10;
}

function fold(text) {
  const letters = text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFKC");
  const plain = letters.replace(/\p{Nd}/gu, plainDigit).replace(/\p{Cf}/gu, "").replaceAll("\u066b", ".").replaceAll("\u066c", ",");
  return plain.replace(/[\u2010-\u2015\u2212]/g, "-").replaceAll("&", " and ").trim();
}

// A leading article and signs are no words of an answer.
const hasWords = text => /[\p{L}\p{N}]/u.test(fold(text).replace(/^[^\p{L}\p{N}_]*(?:the|an?)\s+/u, ""));

const singularWords = text => (fold(text).match(/%|[^\s.,%]+/g) ?? []).map(word => word.replace(/s$/, ""));

// Whole digits and decimals; nothing where it is no numeral.
function readNumeral(numeral, pointIsDecimal) {
  const grouped = numeral.match(GROUPED);
  if (grouped && !(pointIsDecimal && grouped[2] === ".")) return [grouped[1].replace(/[ ,.]/g, ""), grouped[3] ?? ""];
  const plain = numeral.match(PLAIN);
  return plain && [plain[1], plain[2] ?? ""];
}

// Exact, as the server reckons: a float takes what lies a little above for the limit itself.
function isTooLarge([whole, decimals], power) {
  const shift = BigInt(decimals.length + LARGEST_POWER - power);
  const value = BigInt(whole + decimals);
  return shift < 0n ? value > 0n : value > 10n ** shift;
}

function isNumber(text, unit) {
  const match = lengthOf(text) <= LONGEST_NUMBER && fold(text).match(NUMERAL_AMONG_WORDS);
  if (!match) return false;
  const [, before, , numeral, after] = match;
  const ignored = [...PERCENT_WORDS, ...singularWords(unit ?? "")];
  const powers = singularWords(after).filter(word => !ignored.includes(word));
  if (!singularWords(before).every(word => ignored.includes(word))) return false;
  if (!powers.every(word => Object.hasOwn(POWERS, word))) return false;
  const read = readNumeral(numeral.trim(), powers.length > 0);
  return read !== null && !isTooLarge(read, powers.reduce((sum, word) => sum + POWERS[word], 0));
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
