// Time counts while the page is in view and its reader stirs. After a longer pause nobody knows how
// much of it was reading, so the step that holds it measures nothing.
const PAUSE_MS = 120_000;
const LONGEST_STEP_SECONDS = 3600;
const SIGNS = ["scroll", "keydown", "pointermove", "pointerdown"];

let inView = !document.hidden;
let stirredAt = performance.now();
let readMs = 0;
let hasPaused = false;

function stir() {
  const now = performance.now();
  if (inView && now - stirredAt > PAUSE_MS) hasPaused = true;
  else if (inView) readMs += now - stirredAt;
  stirredAt = now;
}

// Return the seconds of the step that ends here; the next one begins.
export function takeSeconds() {
  stir();
  const seconds = hasPaused ? 0 : Math.min(Math.round(readMs / 1000), LONGEST_STEP_SECONDS);
  readMs = 0;
  hasPaused = false;
  return seconds;
}

// The step did not end after all; one that measured nothing still does not.
export function giveBack(seconds) {
  if (seconds) readMs += seconds * 1000;
  else hasPaused = true;
}

// The same words as the server's, which says them where this does not run.
export function leftText(words, pace) {
  if (words < pace) return "under a minute left";
  const minutes = Math.floor(words / pace + 0.5);
  return `about ${minutes} minute${minutes === 1 ? "" : "s"} left`;
}

SIGNS.forEach(sign => addEventListener(sign, stir, { passive: true }));
document.addEventListener("visibilitychange", () => {
  stir();
  inView = !document.hidden;
});
