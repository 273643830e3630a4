/* Keys of the actions on this page: whatever says `data-key`. A key types nothing while a field has the focus, leaves
   the browser's own combinations alone, and all keys can be turned off, which this browser remembers. */
const KEYS_OFF = "keysOff";
const keysSwitch = document.querySelector("[data-keys]");

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS_OFF) !== "1";
  } catch {
    return true;
  }
}

function showKeys() {
  document.documentElement.classList.toggle("keys", keysAreOn());
  keysSwitch.setAttribute("aria-pressed", String(keysAreOn()));
  for (const action of document.querySelectorAll("[data-key]")) {
    if (keysAreOn()) action.setAttribute("aria-keyshortcuts", action.dataset.key);
    else action.removeAttribute("aria-keyshortcuts");
  }
}

function keyOf(event) {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  return digit ? `${event.shiftKey ? "Shift+" : ""}${digit}` : event.key.toLowerCase();
}

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function act(action) {
  for (let fold = action.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    if (action.tagName !== "SUMMARY" || fold !== action.parentElement) fold.open = true;
  }
  const field = action.tagName === "A" && action.getAttribute("href").startsWith("#") ? document.querySelector(action.hash) : action;
  if (field.tagName === "INPUT") field.focus();
  else action.click();
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  const key = keyOf(event);
  if (!keysAreOn() && key !== "?") return;
  const action = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key && !each.hidden);
  if (!action) return;
  event.preventDefault();
  act(action);
}

function switchKeys() {
  try {
    localStorage.setItem(KEYS_OFF, keysAreOn() ? "1" : "");
  } catch {
    return;
  }
  showKeys();
}

if (keysSwitch) {
  keysSwitch.hidden = false;
  keysSwitch.addEventListener("click", switchKeys);
  document.addEventListener("keydown", pressed);
  document.addEventListener("renewed", showKeys);
  showKeys();
}
