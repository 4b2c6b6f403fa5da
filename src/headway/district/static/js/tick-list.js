// Lists of boxes by keyboard: arrows move, Shift with an arrow chooses on the way, Ctrl+A chooses all that is listed.
// Without scripts the boxes are reached with Tab and chosen with the space bar.
"use strict";

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-tick-list]");
  if (!list || event.target.type !== "checkbox") return;
  const boxes = [...list.querySelectorAll('input[type="checkbox"]')];
  const here = boxes.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const next = boxes[here + step];
    if (!next) return;
    if (event.shiftKey) {
      event.target.checked = true;
      next.checked = true;
    }
    next.focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    boxes[event.key === "Home" ? 0 : boxes.length - 1].focus();
  } else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !all; });
  }
});
