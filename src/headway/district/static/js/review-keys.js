/* Deciding a list by keyboard. Without this file every item has a box to tick and the form has buttons; with it
   j and k walk, space chooses, a accepts, d dismisses or declines, u takes back, ? shows the hints.
   Lists that offer candidates (data-review-pick) take 1-9 to choose one and e, b, n, r for the relation.
   Single keys can be switched off under the hints, as on the map and with the same memory, for those who speak to
   their machine. Keys that decide or take back answer only to the list that has the focus or was last acted on. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const items = () => [...form.querySelectorAll("[data-review-item]")];
  const help = document.querySelector("[data-review-help]");
  const count = form.querySelector("[data-review-count]");
  const reason = form.querySelector("[data-review-reason]");
  const PLACE = "headway.review.place";
  let current = null;
  let isHere = false;

  const singleKeys = () => { try { return localStorage.getItem("headway.single-keys") !== "off"; } catch { return true; } };
  const single = document.querySelector("[data-single-keys]");
  if (single) {
    single.checked = singleKeys();
    single.closest("[hidden]").hidden = false;
    single.addEventListener("change", () => {
      try { localStorage.setItem("headway.single-keys", single.checked ? "on" : "off"); } catch { /* private window */ }
    });
  }
  const isOurs = (target) => form.contains(target) || Boolean(target.closest && target.closest(".review-undo"));
  ["focusin", "pointerdown"].forEach((name) => document.addEventListener(name, (event) => { isHere = isOurs(event.target); }));

  const box = (item) => item && item.querySelector("input.pick");
  const choose = (item, focus = true) => {
    if (!item) return;
    if (current) { current.tabIndex = -1; current.classList.remove("is-current"); }
    current = item;
    current.tabIndex = 0;
    current.classList.add("is-current");
    if (focus) { current.focus({ preventScroll: true }); current.scrollIntoView({ block: "nearest" }); }
  };
  const step = (by) => {
    const all = items();
    const at = all.indexOf(current);
    choose(all[Math.max(0, Math.min(all.length - 1, at + by))]);
  };
  const told = () => {
    if (!count) return;
    const n = form.querySelectorAll("input.pick:checked").length;
    count.textContent = n ? count.dataset.some.replace("{n}", n) : count.dataset.none;
    items().forEach((item) => item.classList.toggle("is-chosen", Boolean(box(item) && box(item).checked)));
  };
  const need = () => {
    if (current && !form.querySelector("input.pick:checked") && !form.querySelector("input[name=all]:checked")) {
      const one = box(current);
      if (one) { one.checked = true; told(); }
    }
  };
  // After the answer the page comes back without what was decided: go on at the same place.
  const keep = () => { try { sessionStorage.setItem(PLACE, `${location.pathname} ${items().indexOf(current)}`); } catch { /* private window */ } };
  const press = (button) => { if (button) { keep(); button.click(); } };

  const typing = (target) => target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target;
    if (typing(target)) {
      if (event.key === "Escape" && target === reason) choose(current || items()[0]);
      if (event.key === "Enter" && target === reason) { event.preventDefault(); need(); press(form.querySelector("[data-review-dismiss]")); }
      return;
    }
    if (event.key.length === 1 && event.key !== " " && !singleKeys()) return;
    const inItem = current && current.contains(document.activeElement);
    const onControl = inItem && document.activeElement !== current;
    switch (event.key) {
      case "j": case "ArrowDown":
        if (event.key === "ArrowDown" && (!inItem || target.matches("input[type=radio]"))) return;
        event.preventDefault(); if (!current) choose(items()[0]); else step(1); return;
      case "k": case "ArrowUp":
        if (event.key === "ArrowUp" && (!inItem || target.matches("input[type=radio]"))) return;
        event.preventDefault(); if (!current) choose(items()[0]); else step(-1); return;
      case " ":
        if (!inItem || onControl) return;
        event.preventDefault();
        if (box(current)) { box(current).checked = !box(current).checked; told(); }
        return;
      case "?": if (help) { event.preventDefault(); help.open = !help.open; } return;
      case "u": { const undo = isHere && document.querySelector("[data-review-undo]"); if (undo) { event.preventDefault(); press(undo); } return; }
      default:
    }
    if (!current || !isHere) return;
    const candidate = /^[1-9]$/.test(event.key) ? current.querySelectorAll("[data-review-pick]")[Number(event.key) - 1] : null;
    if (candidate) { event.preventDefault(); candidate.checked = true; if (box(current)) box(current).checked = true; told(); return; }
    const relation = current.querySelector(`[data-review-relation="${event.key}"]`);
    if (relation) {
      event.preventDefault();
      if (relation.tagName === "OPTION") relation.parentElement.value = relation.value; else relation.checked = true;
      return;
    }
    if (event.key === "a" || (event.key === "Enter" && document.activeElement === current)) {
      event.preventDefault(); need(); press(form.querySelector("[data-review-accept]"));
    } else if (event.key === "d") {
      event.preventDefault(); need();
      if (reason && !reason.value.trim()) reason.focus(); else press(form.querySelector("[data-review-dismiss]"));
    }
  });
  form.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-review-item]");
    if (item && item !== current) choose(item, false);
  });
  form.addEventListener("change", told);
  form.addEventListener("submit", keep);
  told();

  let place = "";
  try { place = sessionStorage.getItem(PLACE) || ""; sessionStorage.removeItem(PLACE); } catch { /* private window */ }
  const [path, at] = place.split(" ");
  isHere = path === location.pathname;
  if (isHere && Number(at) >= 0) choose(items()[Math.min(Number(at), items().length - 1)]);
})();
