// Counts down the seconds that the server gave. It alone judges; this only tells.
const ANNOUNCED = [600, 300, 60];
// Farther away than this the date alone says enough.
const COUNTED = 3 * 3600;
const HIDDEN = "studyapp-hides-time";
let endsAt = Infinity;
let announced = Infinity;

const words = seconds => seconds > 120 ? `${Math.ceil(seconds / 60)} minutes left.`
  : seconds > 0 ? `${seconds} seconds left.` : "The time is over. What was kept is handed in.";

const isHidden = () => {
  try {
    return localStorage.getItem(HIDDEN) === "yes";
  } catch {
    return false;
  }
};

function hide(line, yes) {
  line.querySelector("[data-left]").hidden = yes;
  line.querySelector("[data-hide-time]").textContent = yes ? "Show the time" : "Hide the time";
}

export function setSecondsLeft(seconds) {
  endsAt = Date.now() + seconds * 1000;
}

function tell(seconds) {
  const line = document.querySelector("[data-time-left]");
  if (!line) return;
  line.querySelector("[data-left]").textContent = words(seconds);
  const due = ANNOUNCED.find(at => seconds <= at && at < announced && seconds > at - 30);
  if (!due) return;
  announced = due;
  document.querySelector("[data-time-told]").textContent = words(seconds);
}

// Called for each page of an attempt; the clock itself runs on.
export function showTime(line) {
  setSecondsLeft(Number(line.dataset.seconds));
  if (Number(line.dataset.seconds) > COUNTED) return;
  const button = line.querySelector("[data-hide-time]");
  button.hidden = false;
  hide(line, isHidden());
  button.addEventListener("click", () => {
    const yes = !line.querySelector("[data-left]").hidden;
    hide(line, yes);
    try {
      localStorage.setItem(HIDDEN, yes ? "yes" : "no");
    } catch { /* it holds for this page */ }
  });
  tell(Math.round(Number(line.dataset.seconds)));
}

// Calls back once the server takes nothing more, its grace included.
export function runClock(whenOver) {
  const clock = setInterval(() => {
    const seconds = Math.round((endsAt - Date.now()) / 1000);
    if (seconds <= COUNTED) tell(seconds);
    if (seconds > -7) return;
    clearInterval(clock);
    whenOver();
  }, 1000);
}
