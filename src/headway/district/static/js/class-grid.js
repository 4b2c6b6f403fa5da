// The class grid from the keyboard, and the panel above it. Without this script every cell is a link to a page
// on which all of it works; with it nothing is hidden that the page could not do.
(() => {
  "use strict";

  const grid = document.getElementById("class-grid");
  if (!grid) return;
  const panel = document.getElementById("panel");
  const panelBody = document.getElementById("panel-body");
  const acts = document.getElementById("acts");
  const says = document.getElementById("grid-says");
  const help = document.querySelector(".grid-help details");
  const levels = Number(grid.dataset.levels);
  const writable = "writable" in grid.dataset;
  let current = null;
  let currentCell = "";

  // -- one stop for the tab key, arrows within --
  const rows = () => [grid.tHead.rows[0], ...grid.tBodies[0].rows];
  const linkOf = (cell) => cell && cell.querySelector("a");
  const placeOf = (link) => {
    const cell = link.closest("td, th");
    return [rows().indexOf(cell.parentElement), cell.cellIndex];
  };
  const linkAt = (row, column) => {
    const all = rows();
    const line = all[Math.max(0, Math.min(all.length - 1, row))];
    // The corner has nothing to open: its neighbour below does.
    return linkOf(line.cells[Math.max(0, Math.min(line.cells.length - 1, column))]) || linkOf(all[1].cells[0]);
  };
  const choose = (link, focus) => {
    if (!link) return;
    if (current && current.isConnected) current.tabIndex = -1;
    current = link;
    currentCell = link.closest("td, th").id;
    link.tabIndex = 0;
    if (focus) link.focus();
  };
  const prepare = (root) => root.querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });

  grid.setAttribute("role", "grid");
  grid.parentElement.removeAttribute("tabindex");
  prepare(grid);
  choose(linkAt(1, 1));
  grid.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (link && grid.contains(link)) choose(link);
  });

  // -- saving --
  const say = (words) => { says.textContent = ""; window.setTimeout(() => { says.textContent = words; }, 30); };
  const key = () => crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const act = (link, name) => new URL(link.href).pathname + name + "/";

  const send = (link, name, values, pressed) => {
    const cell = link.closest("td");
    if ("saving" in cell.dataset) { say(grid.dataset.wait); return; }
    cell.dataset.saving = "";
    link.dataset.pressed = pressed;
    say(grid.dataset.saving);
    window.htmx.ajax("POST", act(link, name), {
      source: link,
      target: cell,
      swap: "outerHTML",
      values: { place: "cell", section: grid.dataset.section, request_key: key(), ...values },
    });
  };
  const settle = (cell) => {
    delete cell.dataset.saving;
    const link = linkOf(cell);
    if (link) delete link.dataset.pressed;
  };
  const problem = (words) => {
    // What was to be taken back never came: the act before it stays.
    toTakeBack = 0;
    acts.querySelectorAll("[data-undoing]").forEach((item) => { delete item.dataset.undoing; });
    const item = document.createElement("li");
    item.className = "act is-problem";
    item.append(Object.assign(document.createElement("p"), { textContent: words }));
    acts.prepend(item);
    say(words);
  };

  // -- the panel --
  const open = (link) => {
    panel.dataset.cell = link.closest("td").id;
    panelBody.replaceChildren();
    panel.showModal();
    window.htmx.ajax("GET", act(link, "panel") + new URL(link.href).search, { target: panelBody, swap: "innerHTML" });
  };
  panel.addEventListener("close", () => {
    const cell = document.getElementById(panel.dataset.cell);
    choose(linkOf(cell), true);
  });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });

  grid.addEventListener("click", (event) => {
    const link = event.target.closest("a.cell");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !writable) return;
    event.preventDefault();
    choose(link);
    open(link);
  });

  // -- keys --
  // Each press takes back one act, the newest; while one is on its way the presses wait, so that none meets an older act.
  let toTakeBack = 0;
  const takeBack = () => {
    if (!toTakeBack || grid.querySelector("[data-saving]") || acts.querySelector("[data-undoing]")) return;
    const button = acts.querySelector(".undo");
    if (!button) { toTakeBack = 0; say(grid.dataset.nothing); return; }
    toTakeBack -= 1;
    button.closest("li").dataset.undoing = "";
    // A button that came a moment ago is not htmx's until the swap has settled: pressed before, it would leave the page.
    window.htmx.process(acts);
    button.click();
  };
  const undo = () => { toTakeBack += 1; takeBack(); };
  const moves = {
    ArrowUp: (r, c) => [r - 1, c],
    ArrowDown: (r, c) => [r + 1, c],
    ArrowLeft: (r, c) => [r, c - 1],
    ArrowRight: (r, c) => [r, c + 1],
    Home: (r, c, whole) => [whole ? 1 : r, 0],
    End: (r, c, whole) => [whole ? Infinity : r, Infinity],
    PageUp: (r, c) => [r - 8, c],
    PageDown: (r, c) => [r + 8, c],
  };
  grid.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || event.altKey) return;
    const commanded = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (writable && (letter === "z" || (letter === "u" && !commanded))) { event.preventDefault(); undo(); return; }
    if (event.metaKey) return;
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      const [row, column] = placeOf(link);
      choose(linkAt(...move(row, column, event.ctrlKey)), true);
      return;
    }
    if (event.ctrlKey) return;
    if (event.key === "?") { help.open = !help.open; help.querySelector("summary").focus(); event.preventDefault(); return; }
    if (!writable) return;
    if (!link.classList.contains("cell")) return;
    const level = /^[0-9]$/.test(event.key) ? Number(event.key) : 0;
    if (level >= 1 && level <= levels) {
      event.preventDefault();
      send(link, "rate", { level, seen: link.dataset.pieces }, String(level));
    } else if (event.key === "Enter" && link.dataset.proposed && !event.repeat) {
      event.preventDefault();
      send(link, "decide", { level: link.dataset.proposed, step: "confirm" }, "…");
    } else if (event.key === "d") {
      event.preventDefault();
      open(link);
    }
  });

  // -- what came back --
  // A decision may open competencies that this choice of columns does not show: their cells have no place here.
  const onlyShown = (html) => {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    for (const part of answer.content.querySelectorAll("template")) {
      const cell = part.content.querySelector("td[hx-swap-oob]");
      if (cell && !document.getElementById(cell.id)) part.remove();
    }
    return answer.innerHTML;
  };
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (xhr.status < 400) { event.detail.serverResponse = onlyShown(event.detail.serverResponse); return; }
    if (panelBody.contains(target) || target === panelBody) {
      // The panel shows the same form again, with the problem at its field.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      return;
    }
    const words = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".notice .body, main");
    problem(words ? words.textContent.trim().replace(/\s+/g, " ") : grid.dataset.offline);
    if (target.matches("td")) settle(target);
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    problem(grid.dataset.offline);
    const cell = event.detail.target;
    if (cell && cell.matches("td")) settle(cell);
  });
  const swapped = (cell) => {
    const wasHere = cell.id === currentCell;
    prepare(cell);
    cell.classList.add("is-saved");
    window.setTimeout(() => cell.classList.remove("is-saved"), 2000);
    if (wasHere) choose(linkOf(cell), document.activeElement === document.body);
  };
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === panelBody) {
      const problems = panelBody.querySelector("#problems");
      (problems || panelBody.querySelector("#panel-title"))?.focus();
      return;
    }
    const first = acts.firstElementChild;
    if (first && event.detail.requestConfig.verb === "post") say(first.querySelector("p").textContent);
  });
  document.body.addEventListener("htmx:afterSettle", takeBack);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      if (node.nodeType === 1 && node.matches("td") && node.id) swapped(node);
    }
  }).observe(grid, { childList: true, subtree: true });
})();
