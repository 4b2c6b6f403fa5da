// A question can be read aloud, and the keys 1 to 9 choose. Without this file everything else works the same.
(() => {
  "use strict";

  const page = document.getElementById("check");
  if (!page) return;

  // -- read aloud: the button is there only where the device can speak --
  const button = document.getElementById("read-aloud");
  if (button && "speechSynthesis" in window && "SpeechSynthesisUtterance" in window) {
    button.hidden = false;
    button.addEventListener("click", () => {
      window.speechSynthesis.cancel();
      const texts = [button.dataset.text, ...[...page.querySelectorAll("[data-choice]")].map((one) => one.textContent)];
      for (const text of texts) {
        const spoken = new SpeechSynthesisUtterance(text);
        spoken.lang = page.dataset.language;
        spoken.rate = 0.95;
        window.speechSynthesis.speak(spoken);
      }
    });
    window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
  }

  // -- single keys can be switched off, with the same memory as elsewhere --
  const choices = [...page.querySelectorAll(".check-choice input")];
  const single = document.getElementById("single-keys");
  const on = () => { try { return localStorage.getItem("headway.single-keys") !== "off"; } catch { return true; } };
  if (single && choices.length) {
    single.checked = on();
    single.closest("[hidden]").hidden = false;
    single.addEventListener("change", () => {
      try { localStorage.setItem("headway.single-keys", single.checked ? "on" : "off"); } catch { /* private window */ }
    });
    document.addEventListener("keydown", (event) => {
      if (!single.checked || event.ctrlKey || event.altKey || event.metaKey) return;
      const chosen = choices[Number(event.key) - 1];
      if (!chosen) return;
      event.preventDefault();
      chosen.focus();
      chosen.click();
    });
  }

  // -- a double tap sends once --
  const form = page.querySelector("form.check-form");
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
})();
