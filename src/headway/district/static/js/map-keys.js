/* Arrow keys walk the map from competency to competency; Tab still works, and so does the page without this file. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const node = event.target.closest && event.target.closest("table[data-keys] a.node");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!step) return;
    const inCell = [...node.closest("td").querySelectorAll("a.node")];
    const place = inCell.indexOf(node) + step[1];
    if (step[1] && inCell[place]) { inCell[place].focus(); event.preventDefault(); return; }
    const rows = [...node.closest("table").tBodies[0].rows];
    let row = rows.indexOf(node.closest("tr"));
    let column = node.closest("td").cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const cell = rows[row] && rows[row].cells[column];
      if (!cell || column === 0) return;
      const nodes = cell.querySelectorAll("a.node");
      if (nodes.length) {
        (step[1] < 0 ? nodes[nodes.length - 1] : nodes[0]).focus();
        event.preventDefault();
        return;
      }
    }
  });
})();
