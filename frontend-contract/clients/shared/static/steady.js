/* Keeps what somebody points at in its place on the screen while the page around it changes. */
export function steady(change) {
  const anchor = anchored();
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (!anchor?.isConnected) return;
  const moved = () => anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved()) < 1) return;
  makeRoom(moved());
  window.scrollBy({ top: moved(), behavior: "instant" });
  if (moved() < 0) pad(document.querySelector("main"), "marginTop", -moved());
}

/* What is under the mouse, else the answers of a script, else what has the focus. */
function anchored() {
  const { activeElement } = document;
  const pointed = [...document.querySelectorAll("main :hover")].at(-1);
  return pointed ?? document.querySelector("main .choices") ?? (activeElement === document.body ? document.querySelector("h1") : activeElement);
}

/* A page that is too short to scroll gets the room for it at its end. */
function makeRoom(delta) {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
  const lacking = delta - (scrollHeight - clientHeight - scrollTop);
  if (lacking > 0) pad(document.body, "paddingBottom", lacking);
}

function pad(element, side, pixels) {
  element.style[side] = `${parseFloat(getComputedStyle(element)[side]) + pixels}px`;
}
