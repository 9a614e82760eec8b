import { pressOnEnter } from "./base.js";

const next = document.querySelector("[data-continue]");
// An address that leads to a part of the page leads the focus there.
const start = document.getElementById(location.hash.slice(1)) ?? next;
start.focus({ preventScroll: true });
pressOnEnter(next);
