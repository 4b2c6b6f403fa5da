// Ways to begin a sentence of feedback: a press writes them into the field below. Without this file they are not shown.
(() => {
  "use strict";
  const show = () => document.querySelectorAll("[data-starters][hidden]").forEach((one) => { one.hidden = false; });
  document.addEventListener("click", (event) => {
    const starter = event.target.closest(".starter");
    if (!starter) return;
    const area = starter.closest(".field").querySelector("textarea");
    const begun = area.value && !/\s$/.test(area.value) ? `${area.value} ` : area.value;
    area.value = `${begun}${starter.textContent.replace(/\s*…$/, "")} `;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
  show();
})();
