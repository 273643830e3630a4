// Shows what came of a delivery as soon as the worker knows; the page stays as it is while nothing is new.
const EVERY = 1000;

const look = async () => {
  const shown = document.querySelector("[data-delivery=waiting]");
  if (!shown) return;
  const answer = await fetch(window.location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-delivery]");
  const status = (part) => part.querySelector("[role=status]");
  if (found && status(found).textContent !== status(shown).textContent) {
    status(shown).replaceChildren(...status(found).childNodes);
    shown.querySelector("dl").replaceWith(found.querySelector("dl"));
    shown.querySelectorAll(".hub-action").forEach((form) => form.remove());
    shown.append(...found.querySelectorAll(".hub-action"));
    shown.dataset.delivery = found.dataset.delivery;
  }
  setTimeout(look, EVERY);
};

setTimeout(look, EVERY);
