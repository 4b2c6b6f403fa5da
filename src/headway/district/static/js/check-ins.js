// Reading check-ins by keyboard: j and k walk from learner to learner, s says "seen", w opens the field for words.
// Single keys can be switched off, as on the other lists and with the same memory. Without this file there are buttons.
(() => {
  "use strict";
  const cards = () => [...document.querySelectorAll("[data-card]")];
  if (!cards().length) return;
  const MEMORY = "headway.single-keys";
  const isOn = () => { try { return localStorage.getItem(MEMORY) !== "off"; } catch { return true; } };
  const box = document.querySelector("[data-single-keys]");
  if (box) {
    box.checked = isOn();
    box.closest("[hidden]").hidden = false;
    box.addEventListener("change", () => {
      try { localStorage.setItem(MEMORY, box.checked ? "on" : "off"); } catch { /* private window */ }
    });
  }
  const here = () => document.activeElement.closest?.("[data-card]");
  const go = (card) => { if (card) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); } };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !isOn()) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const all = cards(), at = all.indexOf(here());
    if (event.key === "j") { event.preventDefault(); go(all[Math.min(at + 1, all.length - 1)]); }
    else if (event.key === "k") { event.preventDefault(); go(all[Math.max(at - 1, 0)]); }
    else if (event.key === "s" && at >= 0) { event.preventDefault(); all[at].querySelector("[data-seen]")?.click(); }
    else if (event.key === "w" && at >= 0) {
      const words = all[at].querySelector("[data-words]");
      if (words) { event.preventDefault(); words.open = true; words.querySelector("textarea").focus(); }
    }
  });
  if (location.hash.startsWith("#c-")) go(document.getElementById(location.hash.slice(1)));
})();
