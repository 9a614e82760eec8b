import { pressOnEnter } from "./base.js";
import { startCard } from "./card-start.js";
import { dropCard } from "./offline-store.js";
import { pageIn } from "./our-reply.js";

const main = document.querySelector("main");
const LONGEST_DROP = 300; // milliseconds that a slow storage may hold the next page up

// The same answer id goes out again, so nothing counts twice.
function offerAgain(form, act, why) {
  const again = Object.assign(document.createElement("button"), {
    type: "submit", name: "act", value: act, className: "btn-2", textContent: "Send again",
  });
  const sentence = document.createElement("p");
  sentence.textContent = `${why ?? "Not sent yet."} Your answer is kept; try again.`;
  form.querySelector("[data-unsent]").replaceChildren(sentence, again);
}

// A page that is no redirect says what was missing: it takes the place of the question.
// An error page does not, or the answer would go with it.
function show(page) {
  if (!page.querySelector("[data-card]")) throw new Refused(page.querySelector("main .standfirst")?.textContent);
  document.title = page.title;
  scrollTo(0, 0);
  main.replaceChildren(...page.querySelector("main").childNodes);
  start();
}

class Refused extends Error {}

// What is answered here must not be asked again from what is kept for a time without a network.
async function leave(form, address) {
  const dropped = dropCard(Number(new URL(form.action).pathname.split("/").pop())).catch(() => {});
  await Promise.race([dropped, new Promise(late => setTimeout(late, LONGEST_DROP))]);
  location.assign(address);
}

async function send(form, act) {
  const body = new FormData(form);
  body.set("act", act);
  const response = await fetch(form.action, { method: "POST", body });
  if (response.status >= 500) throw new Error(`The server answered ${response.status}.`);
  const page = pageIn(await response.text());
  if (response.redirected) await leave(form, response.url);
  else show(page);
}

function start() {
  const form = main.querySelector("[data-card]");
  if (!form) {
    main.querySelector("[data-prompt]").focus({ preventScroll: true });
    return;
  }
  const shownAt = performance.now();
  let sending = false;
  startCard(form);
  addEventListener("pageshow", event => { if (event.persisted) sending = false; });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const act = event.submitter?.value ?? "check";
    form.elements.ms.value ||= Math.round(performance.now() - shownAt);
    form.querySelector("[data-unsent]").replaceChildren();
    await send(form, act).catch(error => {
      sending = false;
      offerAgain(form, act, error instanceof Refused ? error.message : undefined);
    });
  });
}

start();
pressOnEnter({ click: () => main.querySelector("[data-check]")?.click() });
