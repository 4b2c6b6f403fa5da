/* An author's pages: leaving with unsaved words is asked about, and Alt with a letter shows the neighbours. */
(() => {
  "use strict";

  const unsaved = new Set();
  const state = (form) => new URLSearchParams(new FormData(form)).toString();

  for (const form of document.querySelectorAll("form[data-warn]")) {
    const opened = state(form);
    form.addEventListener("input", () => {
      if (state(form) === opened) unsaved.delete(form);
      else unsaved.add(form);
    });
    // Checking the words brings the page back with what was typed; only leaving loses it.
    form.addEventListener("submit", () => unsaved.clear());
    // A page that comes back with words that could not be taken holds words that are not saved.
    if (form.querySelector(".meeting") || document.querySelector("#problems")) unsaved.add(form);
  }

  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = event.code.replace(/^Key/, "").toLowerCase();
    const shown = document.querySelector(`details[data-key="${CSS.escape(letter)}"]`);
    if (!shown) return;
    event.preventDefault();
    shown.open = !shown.open;
    if (shown.open) shown.scrollIntoView({ block: "nearest" });
  });
})();
