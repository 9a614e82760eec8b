import { pressOnEnter } from "./base.js";

const next = document.querySelector("[data-continue]");
next.focus({ preventScroll: true });
pressOnEnter(next);
