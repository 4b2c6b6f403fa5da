// A check-in that is being written survives a reload and a lost connection, in this tab and until it is sent; it goes
// at signing out. Without this file the form works as it is.
(() => {
  "use strict";
  const PREFIX = "headway.check-in.";
  const store = (() => { try { return window.sessionStorage; } catch { return null; } })();
  const forget = () => {
    if (!store) return;
    Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => store.removeItem(key));
  };
  document.addEventListener("submit", (event) => { if (/\/sign-out\//.test(event.target.action)) forget(); });

  const form = document.querySelector("form[data-draft]");
  // What was sent is on the server; a page without the form says so.
  if (!form) { forget(); return; }
  const key = PREFIX + form.dataset.draft;
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  const keep = () => {
    const kept = fields().map((one) => [one.name, one.value, ["checkbox", "radio"].includes(one.type) ? one.checked : null]);
    try { store?.setItem(key, JSON.stringify(kept)); } catch { /* full: the form itself still holds it */ }
  };
  const begun = Date.now();
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => {
    const seconds = form.querySelector("[data-seconds]");
    if (seconds) seconds.value = String(Math.round((Date.now() - begun) / 1000));
  });
  // The server's answer with problems carries the words already.
  if (document.getElementById("problems")) return;
  let kept = null;
  try { kept = JSON.parse(store?.getItem(key) || "null"); } catch { return; }
  if (!Array.isArray(kept)) return;
  fields().forEach((one) => {
    const box = ["checkbox", "radio"].includes(one.type);
    const found = kept.find(([name, value]) => name === one.name && (!box || value === one.value));
    if (!found) return;
    if (box) one.checked = Boolean(found[2]); else one.value = found[1];
  });
})();
