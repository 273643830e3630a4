/* “Try it” beside the form of a search rule: sends what stands in the form, and shows what search would find with it. */
(() => {
  const PAUSE = 600;
  // Wide enough for the two rankings side by side, on a screen that has room for them and the form.
  const [WIDTH, ROOM] = [600, 1200];
  // On a smaller screen the panel lies over the form, so it opens only when it is asked for.
  const BESIDE = 800;

  function widen() {
    const root = document.documentElement;
    const width = Number.parseFloat(getComputedStyle(root).getPropertyValue("--side-panel-width"));
    if (window.innerWidth >= ROOM && !(width >= WIDTH)) root.style.setProperty("--side-panel-width", `${WIDTH}px`);
  }

  function begin(trial) {
    const form = document.querySelector("[data-edit-form]");
    const outcome = trial.querySelector("[data-try-outcome]");
    const panel = trial.closest("[data-side-panel]");
    let under_way = null;
    let waiting;

    async function run() {
      under_way?.abort();
      under_way = new AbortController();
      const data = new FormData(form);
      new FormData(trial).forEach((value, name) => data.set(name, value));
      outcome.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(trial.action, { method: "POST", body: data, signal: under_way.signal });
        if (!response.ok) throw new Error(response.status);
        outcome.innerHTML = await response.text();
      } catch (error) {
        if (error.name === "AbortError") return;
        outcome.textContent = trial.dataset.tryFailed;
      }
      outcome.removeAttribute("aria-busy");
    }

    function again() {
      clearTimeout(waiting);
      if (!panel.hidden && trial.elements["try-q"].value.trim()) waiting = setTimeout(run, PAUSE);
    }

    trial.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    trial.elements["try-channel"].addEventListener("change", run);
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    panel.addEventListener("show", () => {
      widen();
      if (!outcome.hasChildNodes()) again();
    });
    const given = new URLSearchParams(window.location.search);
    const filled = given.has("words") || given.has("questions");
    if (filled && window.innerWidth >= BESIDE) panel.dispatchEvent(new Event("open"));
  }

  window.addEventListener("load", () => document.querySelectorAll("[data-try]").forEach(begin));
})();
