// One-key shortcuts rest while someone types, holds a modifier, has a sheet open, or has switched them off.
const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select";

export function mayAct(event) {
  if (document.documentElement.dataset.keys === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  if (event.target.closest?.(WRITING)) return false;
  return event.key === "?" || !document.querySelector("[popover]:popover-open");
}

// Enter belongs to whatever has the focus; with the focus nowhere it presses `control`.
export function pressOnEnter(control) {
  addEventListener("keydown", event => {
    const idle = event.target === document.body || event.target.matches?.("[tabindex='-1']");
    if (event.key !== "Enter" || !idle || document.querySelector("[popover]:popover-open")) return;
    event.preventDefault();
    control.click();
  });
}
