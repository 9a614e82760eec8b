// The forecast of an exam can take longer than all the rest of the page, which does not wait for it.
async function fill(place) {
  const answer = await fetch(place.dataset.forecast);
  const text = answer.ok ? await answer.text() : "";
  if (text) place.textContent = `${place.dataset.title}: ${text}`;
}

for (const place of document.querySelectorAll("[data-forecast]")) fill(place).catch(() => {});
