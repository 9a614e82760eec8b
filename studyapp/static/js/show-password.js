import { make } from "./dom.js";

// What was typed can be looked at; it is sent as a password again, so that no browser offers it to others.
for (const field of document.querySelectorAll("input[type=password]")) {
  const word = make("span");
  const label = make("span", { class: "vh" }, field.labels[0]?.textContent ?? "");
  const button = make("button", { type: "button", class: "quiet" }, word, label);
  const show = shown => {
    field.type = shown ? "text" : "password";
    word.textContent = shown ? "Hide" : "Show";
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
  field.after(button);
}
