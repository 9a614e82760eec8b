import { mayAct } from "./base.js";

const REST_MS = 1500;
const PAUSE_MS = 120_000;
const LONGEST_STEP_SECONDS = 3600;
const SIGNS = ["scroll", "keydown", "pointermove", "pointerdown"];
const article = document.querySelector("[data-place-url]");
const paragraphs = [...article.querySelectorAll(".para")];
const numberOf = paragraph => paragraph.id.slice(1);
const left = document.querySelector("[data-left]");
const words = article.dataset.words.split(" ").map(Number);
let place = article.dataset.place;
let saved = place;
let timer;
let inView = !document.hidden;
let stirredAt = performance.now();
let readMs = 0;
let hasPaused = false;

// Time counts while the page is in view and its reader stirs. After a longer pause nobody knows how
// much of it was reading, so the step that holds it measures nothing.
function stir() {
  const now = performance.now();
  if (inView && now - stirredAt > PAUSE_MS) hasPaused = true;
  else if (inView) readMs += now - stirredAt;
  stirredAt = now;
}

// Return the seconds of the step that ends here; the next one begins.
function takeSeconds() {
  stir();
  const seconds = hasPaused ? 0 : Math.min(Math.round(readMs / 1000), LONGEST_STEP_SECONDS);
  readMs = 0;
  hasPaused = false;
  return seconds;
}

// The step did not end after all; one that measured nothing still does not.
function giveBack(seconds) {
  if (seconds) readMs += seconds * 1000;
  else hasPaused = true;
}

function save() {
  clearTimeout(timer);
  if (place === saved) return;
  const since = saved;
  const seconds = takeSeconds();
  saved = place;
  const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content };
  const body = new URLSearchParams({ number: place, since, seconds });
  // A lost place is only a convenience lost; the next paragraph tries again.
  fetch(article.dataset.placeUrl, { method: "POST", headers, body, keepalive: true }).catch(() => {
    saved = since;
    giveBack(seconds);
  });
}

// The same words as the server's, which says them where this does not run.
function leftText(wordsLeft, pace) {
  if (wordsLeft < pace) return "under a minute left";
  const minutes = Math.ceil(wordsLeft / pace);
  return `about ${minutes} minute${minutes === 1 ? "" : "s"} left`;
}

function showLeft(from) {
  const text = leftText(words.slice(from).reduce((sum, count) => sum + count, 0), Number(article.dataset.pace));
  if (left.textContent !== text) left.textContent = text;
}

function moveTo(number) {
  place = number;
  clearTimeout(timer);
  timer = setTimeout(save, REST_MS);
}

const line = new IntersectionObserver(entries => {
  const reached = entries.filter(entry => entry.isIntersecting).at(-1);
  if (!reached) return;
  moveTo(numberOf(reached.target));
  showLeft(paragraphs.indexOf(reached.target));
}, { rootMargin: "-33% 0px -66% 0px" });

// The last paragraphs of a page may never climb to the top third.
const end = new IntersectionObserver(entries => {
  if (!entries.some(entry => entry.isIntersecting)) return;
  moveTo(numberOf(paragraphs.at(-1)));
  showLeft(paragraphs.length);
}, { threshold: 0.5 });

function isInView(paragraph) {
  const { top, bottom } = paragraph.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// The focused paragraph while it is in view, else the one that the top third of the window lies in.
function currentIndex() {
  const focused = paragraphs.findIndex(paragraph => paragraph.contains(document.activeElement));
  if (focused >= 0 && isInView(paragraphs[focused])) return focused;
  return paragraphs.findLastIndex(paragraph => paragraph.getBoundingClientRect().top < innerHeight / 3);
}

function step(by) {
  const next = paragraphs[currentIndex() + by];
  if (!next) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.querySelector(".pn").focus({ preventScroll: true });
  next.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

addEventListener("keydown", event => {
  const by = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (by && mayAct(event)) step(by);
});
SIGNS.forEach(sign => addEventListener(sign, stir, { passive: true }));
document.addEventListener("visibilitychange", () => {
  stir();
  inView = !document.hidden;
});
addEventListener("pagehide", save);
paragraphs.forEach(paragraph => line.observe(paragraph));
end.observe(article.querySelector(".closing"));
if (location.hash) article.querySelector("[data-resume]")?.remove();
