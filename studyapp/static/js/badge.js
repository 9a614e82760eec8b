// The number of due questions on the icon of the installed app, where a browser can show one.
export function showBadge() {
  const due = document.querySelector("[data-due]")?.dataset.due;
  if (due === undefined || !("setAppBadge" in navigator)) return;
  const shown = Number(due) ? navigator.setAppBadge(Number(due)) : navigator.clearAppBadge();
  // A browser may refuse where the app is not installed.
  shown.catch(() => {});
}
