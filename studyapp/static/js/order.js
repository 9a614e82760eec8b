// Items move by buttons; the places that the form sends are kept in the selects behind them.
function renumber(list) {
  [...list.children].forEach((item, index) => {
    item.querySelector(".choice-key").textContent = index + 1;
    item.querySelector("select").value = index + 1;
    item.querySelector("[data-move='-1']").setAttribute("aria-disabled", index === 0);
    item.querySelector("[data-move='1']").setAttribute("aria-disabled", index === list.children.length - 1);
  });
}

function move(item, by) {
  const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return false;
  neighbour[by < 0 ? "before" : "after"](item);
  return true;
}

export function makeMovable(list) {
  const told = list.parentElement.querySelector("[data-moved]");
  const placeOf = item => Number(item.querySelector("select").value) || list.children.length;
  list.append(...[...list.children].sort((a, b) => placeOf(a) - placeOf(b)));
  list.dataset.live = "";
  renumber(list);
  list.addEventListener("click", event => {
    const button = event.target.closest("[data-move]");
    const item = button?.closest("[data-item]");
    if (!item || !move(item, Number(button.dataset.move))) return;
    renumber(list);
    button.focus();
    const place = [...list.children].indexOf(item) + 1;
    told.textContent = `${item.querySelector(".choice-text").textContent}: ${place} of ${list.children.length}`;
  });
}
