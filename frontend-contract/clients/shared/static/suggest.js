"use strict";
/* The search field as a combobox with a list, after the ARIA Authoring Practices: focus stays in the field, the arrows
   choose a suggestion, Enter goes there, Escape closes. Without this the form searches just the same. */
const PAUSE = 150;
const FEWEST = 2;

class Combobox {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector("[type=search]");
    this.list = this.made("ul", { role: "listbox", id: "suggesties", ariaLabel: form.dataset.label, hidden: true });
    this.told = this.made("p", { role: "status", className: "for-reader" });
    this.active = -1;
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("blur", () => this.close());
    // The field keeps focus while somebody points at the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    this.close();
  }

  made(name, members) {
    return this.form.appendChild(Object.assign(document.createElement(name), members));
  }

  typed() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    const text = this.field.value.trim();
    if (text.length < FEWEST) this.close();
    else {
      this.isAwaited = true;
      this.waiting = setTimeout(() => this.ask(text), PAUSE);
    }
  }

  async ask(text) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    const address = new URL(this.form.dataset.suggestions, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal });
      const { results } = await answer.json();
      if (!signal.aborted && document.activeElement === this.field) this.show(results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    this.isAwaited = false;
    this.list.replaceChildren(...results.map(option));
    if (this.isWanted && results.length) this.go(this.list.children[0]);
    else if (this.isWanted) this.form.submit();
    this.isWanted = false;
    this.list.hidden = !results.length;
    this.field.setAttribute("aria-expanded", String(results.length > 0));
    this.choose(-1);
    const { none, one, many } = this.form.dataset;
    this.told.textContent = [none, one][results.length] ?? many.replace("{count}", results.length);
  }

  close() {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.isAwaited = this.isWanted = false;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.told.textContent = "";
    this.choose(-1);
  }

  choose(place) {
    this.active = place;
    [...this.list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === place)));
    const chosen = this.list.children[place];
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  /* Past either end is the field itself, as no suggestion at all. */
  move(step) {
    const places = this.list.children.length + 1;
    this.choose(((this.active + 1 + step + places) % places) - 1);
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !this.list.hidden;
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "ArrowDown") this.typed();
    else if (isOpen && event.key === "Escape") this.close();
    else if (event.key === "Escape") this.field.value = "";
    else if (isOpen && event.key === "Enter" && this.active >= 0) this.go(this.list.children[this.active]);
    else if (event.key === "Enter" && this.field.dataset.enter && (isOpen || this.isAwaited)) this.openFirst();
    else return;
    event.preventDefault();
  }

  /* Enter may come before the suggestions do: then the first one is opened when it comes, or all is searched. */
  openFirst() {
    if (this.isAwaited) this.isWanted = true;
    else this.go(this.list.children[0]);
  }

  go(chosen) {
    if (chosen) location.assign(chosen.dataset.url);
  }
}

function option({ title, language, name, url }, index) {
  const made = Object.assign(document.createElement("li"), { role: "option", id: `suggestie-${index}`, textContent: title });
  if (language) made.lang = language;
  made.dataset.url = url;
  if (name) made.append(" ", Object.assign(document.createElement("span"), { className: "condition", textContent: name }));
  return made;
}

for (const form of document.querySelectorAll("[data-suggestions]")) new Combobox(form);
