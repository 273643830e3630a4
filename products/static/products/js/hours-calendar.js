/* The calendar of the coming eight weeks: sends what stands in the form, and shows what the hub makes of it. */
(() => {
  function begin(calendar) {
    const outcome = calendar.querySelector("[data-hours-calendar-outcome]");

    async function show() {
      const data = new FormData(calendar.closest("form"));
      outcome.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(calendar.dataset.hoursCalendar, { method: "POST", body: data });
        if (!response.ok) throw new Error(response.status);
        outcome.innerHTML = await response.text();
      } catch {
        outcome.textContent = calendar.dataset.failed;
      }
      outcome.removeAttribute("aria-busy");
      outcome.focus();
    }

    calendar.querySelector("[data-hours-calendar-show]").addEventListener("click", show);
  }

  window.addEventListener("load", () => document.querySelectorAll("[data-hours-calendar]").forEach(begin));
})();
