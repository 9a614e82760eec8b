// With script a button prints the page; without it the hint names the menu.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const hint of document.querySelectorAll("[data-print-hint]")) hint.hidden = true;
