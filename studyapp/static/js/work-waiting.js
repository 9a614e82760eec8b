// The answers to assigned quizzes that wait in this browser for the network: a list for each attempt.
const PREFIX = "studyapp-unsent-";

export const keyOf = attempt => PREFIX + attempt;

const attemptOf = key => key.slice(PREFIX.length);

function read() {
  const keys = Object.keys(localStorage).filter(key => key.startsWith(PREFIX));
  return keys.map(key => ({ attempt: attemptOf(key), entries: JSON.parse(localStorage.getItem(key)) }));
}

// The attempts of which something waits. A browser that blocks storage keeps none.
export function waitingAttempts() {
  try {
    return read().filter(({ entries }) => entries.length);
  } catch {
    return [];
  }
}

export const countWaiting = () => waitingAttempts().reduce((sum, { entries }) => sum + entries.length, 0);

export const dropAttempt = attempt => localStorage.removeItem(keyOf(attempt));

export function whenWaitingChanges(act) {
  addEventListener("storage", event => { if (event.key?.startsWith(PREFIX)) act(); });
}
