/* Changes a page in place into a newer one: only what differs is touched, so focus, typed text and scroll place stay.
   What a script or a visitor set (`data-local`, opened folds, pressed buttons) is left alone. */
const LOCAL = new Set(["open", "hidden", "aria-pressed", "aria-keyshortcuts"]);
const KEYS = ["id", "data-part", "data-notice", "data-product"];

/* The elements that changed. */
export function morph(live, fresh) {
  const changed = new Set();
  morphElement(live, fresh, changed);
  return changed;
}

function morphElement(live, fresh, changed) {
  if (live.hasAttribute("data-local") || live.isEqualNode(fresh)) return;
  if (morphAttributes(live, fresh)) changed.add(live);
  morphChildren(live, fresh, changed);
}

function morphAttributes(live, fresh) {
  let differs = false;
  for (const { name } of [...live.attributes]) {
    if (!isLocal(live, name) && !fresh.hasAttribute(name)) {
      live.removeAttribute(name);
      differs = true;
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (!isLocal(live, name) && live.getAttribute(name) !== value) {
      live.setAttribute(name, value);
      differs = true;
    }
  }
  return differs;
}

function isLocal(element, name) {
  return LOCAL.has(name) || (name === "class" && element.matches("html, .changed"));
}

function morphChildren(live, fresh, changed) {
  const waiting = [...live.childNodes];
  let place = live.firstChild;
  for (const wanted of fresh.childNodes) {
    const found = take(waiting, wanted);
    const node = found ?? added(wanted);
    if (node === place) place = place.nextSibling;
    else live.insertBefore(node, place);
    if (!found) changed.add(node.nodeType === Node.ELEMENT_NODE ? node : live);
    else if (node.nodeType === Node.ELEMENT_NODE) morphElement(node, wanted, changed);
    else if (node.data !== wanted.data) {
      if (node.data.trim() !== wanted.data.trim()) changed.add(live);
      node.data = wanted.data;
    }
  }
  for (const node of waiting) {
    if (node.nodeType === Node.ELEMENT_NODE) changed.add(live);
    node.remove();
  }
}

/* The first that is the same thing; what was passed over on the way to a thing without a key has gone. */
function take(waiting, wanted) {
  const at = waiting.findIndex((node) => nameOf(node) === nameOf(wanted));
  return at < 0 ? null : waiting.splice(at, 1)[0];
}

function nameOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  const key = KEYS.find((name) => node.hasAttribute(name));
  return key ? `${node.nodeName} ${key} ${node.getAttribute(key)}` : node.nodeName;
}

/* A fold that comes in while somebody reads stays folded: it moves nothing. */
function added(wanted) {
  const node = document.importNode(wanted, true);
  const folds = node.nodeType === Node.ELEMENT_NODE ? [node, ...node.querySelectorAll("details")] : [];
  for (const fold of folds) if (fold.tagName === "DETAILS") fold.open = false;
  return node;
}
