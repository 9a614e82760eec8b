import { makeMovable } from "./order.js";

// A card that has just come onto the page: its items move, and the focus stands where one begins.
export function startCard(form) {
  form.querySelectorAll("[data-order]").forEach(makeMovable);
  const writing = form.querySelector("[data-write]");
  // On a touch screen a focused field would cover the question with the keyboard.
  const start = writing && matchMedia("(hover: hover)").matches ? writing : form.querySelector("[data-prompt]");
  start.focus({ preventScroll: true });
}
