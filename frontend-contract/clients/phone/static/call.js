/* The call in this tab: the products taken up, each at its step, to return to, and what was said, to copy. Only this tab
   keeps it, until a new call; only this browser knows which products are favourites or were used last. */
const RECENT = 8;
const page = document.querySelector("[data-product]");

function read(area, name) {
  try {
    const found = JSON.parse(area().getItem(name));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function write(area, name, entries) {
  try {
    area().setItem(name, JSON.stringify(entries));
  } catch {
    return;
  }
}

const tab = () => sessionStorage;
const browser = () => localStorage;
const without = (entries, key) => entries.filter((entry) => entry.key !== key);

function here() {
  const { product: key, title } = page.dataset;
  return { key, title, url: location.pathname + location.search, said: document.querySelector("#samenvatting").textContent };
}

function remember() {
  const { key, title, url, said } = here();
  write(tab, "call", [...without(read(tab, "call"), key), { key, title, url, said }]);
  const { pathname } = location;
  write(browser, "recent", [{ key, title, url: pathname }, ...without(read(browser, "recent"), key)].slice(0, RECENT));
}

function fill(name, entries, keyAt) {
  const section = document.querySelector(`[data-list="${name}"]`);
  if (!section) return;
  section.hidden = entries.length === 0;
  section.querySelector("ul").replaceChildren(...entries.map((entry, place) => item(entry, keyAt(place))));
}

function item({ title, url }, key) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = url.startsWith("/") && !url.startsWith("//") ? url : "";
  if (key) {
    const sign = document.createElement("kbd");
    sign.textContent = key.toUpperCase();
    sign.ariaHidden = "true";
    link.dataset.key = key;
    link.append(sign, " ");
  }
  link.append(title);
  line.append(link);
  return line;
}

/* The product that was left longest ago comes first, so that one key goes round. */
function showLists() {
  const others = without(read(tab, "call"), page?.dataset.product);
  fill("call", others, (place) => (place === 0 ? "w" : ""));
  const favourites = read(browser, "favourites");
  fill("favourites", favourites, (place) => (place < 9 ? String(place + 1) : ""));
  const recent = read(browser, "recent").filter((entry) => !favourites.some((each) => each.key === entry.key));
  fill("recent", recent, (place) => (favourites.length + place < 9 ? String(favourites.length + place + 1) : ""));
}

function setFavourite(button) {
  const isOne = read(browser, "favourites").some((entry) => entry.key === page.dataset.product);
  button.hidden = false;
  button.setAttribute("aria-pressed", String(isOne));
}

function toggleFavourite(event) {
  const { key, title } = here();
  const favourites = read(browser, "favourites");
  const others = without(favourites, key);
  const isOne = others.length < favourites.length;
  write(browser, "favourites", isOne ? others : [...others, { key, title, url: location.pathname }]);
  setFavourite(event.currentTarget);
}

async function copy(event) {
  const button = event.currentTarget;
  const text = read(tab, "call").map((entry) => entry.said).join("\n\n") || here().said;
  await navigator.clipboard.writeText(text);
  button.parentElement.querySelector("[role=status]").textContent = button.dataset.copied;
}

for (const link of document.querySelectorAll("[data-new-call]")) link.addEventListener("click", () => write(tab, "call", []));
/* A draft that is looked at again after a change stays at its step, under another token. */
function keepStep() {
  const address = new URL(location.href);
  const name = `step ${page.dataset.product}`;
  const kept = new URLSearchParams(tabItem(name));
  if (address.searchParams.has("stap")) {
    tabItem(name, new URLSearchParams([...address.searchParams].filter(([key]) => ["stap", "pad"].includes(key))).toString());
  } else if (kept.has("stap")) {
    for (const [key, value] of kept) address.searchParams.set(key, value);
    location.replace(address);
  }
}

function tabItem(name, value) {
  try {
    if (value !== undefined) sessionStorage.setItem(name, value);
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

if (page && new URLSearchParams(location.search).has("preview")) keepStep();
else if (page) {
  remember();
  const favourite = document.querySelector("[data-favourite]");
  setFavourite(favourite);
  favourite.addEventListener("click", toggleFavourite);
  const button = document.querySelector("[data-copy]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", copy);
}
showLists();
