/* The map of a line: arrow keys, one tab stop for all of it, choosing an item without drawing the map anew. Without
   this file every mark is a plain link and the server draws the same. Listeners sit on the document, so that parts
   that come later need none of their own. */
(() => {
  "use strict";
  const html = document.documentElement;
  html.classList.add("has-script");
  const find = (selector, root = document) => root.querySelector(selector);
  const table = () => find("#line table.map");
  const seen = (link) => link.getClientRects().length > 0;
  let here = null;       // the link in the map that is the tab stop
  let after = null;      // what receives the focus once a part has come

  // -- one tab stop --
  function rove(link) {
    if (here && here !== link && here.isConnected) here.tabIndex = -1;
    here = link;
    here.tabIndex = 0;
  }
  function settle() {
    const map = table();
    if (!map || map.dataset.roving) return;
    map.dataset.roving = "yes";
    map.setAttribute("role", "grid");
    for (const link of map.querySelectorAll("a")) link.tabIndex = -1;
    const box = map.closest(".map-box");
    if (box) box.removeAttribute("tabindex");
    const first = (here && document.getElementById(here.id)) || find("a.rel-focus", map) ||
      [...map.querySelectorAll("td a")].find(seen) || find("a", map);
    if (first) rove(first);
  }

  // -- walking --
  const linksOf = (cell) => [...cell.querySelectorAll("a")].filter(seen);
  function step(link, [down, right]) {
    const cell = link.closest("td, th");
    const inside = linksOf(cell);
    const stacked = table().classList.contains("is-close");
    const along = stacked ? down : right;
    const next = along && inside[inside.indexOf(link) + along];
    if (next) return next;
    const rows = [...table().rows];
    let row = rows.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    for (;;) {
      row += down;
      column += right;
      const there = rows[row] && rows[row].cells[column];
      if (!there) return null;
      const links = linksOf(there);
      if (links.length) return (stacked ? down : right) < 0 ? links[links.length - 1] : links[0];
    }
  }
  function edge(link, key, whole) {
    const inside = [...(whole ? table().tBodies[0] : link.closest("tr")).querySelectorAll("td a")].filter(seen);
    return key === "Home" ? inside[0] : inside[inside.length - 1];
  }
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  function walk(event, link) {
    const to = STEPS[event.key] ? step(link, STEPS[event.key]) : edge(link, event.key, event.ctrlKey);
    event.preventDefault();
    if (to) to.focus();
  }

  // -- single keys; they can be switched off, for those who speak to their machine --
  const singleKeys = () => localStorage.getItem("headway.single-keys") !== "off";
  function press(selector, then) {
    const link = find(selector);
    if (!link) return false;
    after = then || after;
    link.click();
    return true;
  }
  const nodeId = () => (here && here.id) || "";
  const KEYS = {
    "/": () => { const field = find("#line-q"); field.focus(); field.select(); },
    "?": () => find("#line-keys").togglePopover(),
    "+": () => {
      if (!here || !table()) return;
      const closer = here.closest("tr") && find("a[data-zoom]", here.closest("tr"));
      after = `#${nodeId()}`;
      (closer && !table().classList.contains("is-close") ? closer : here).click();
    },
    "-": () => back(),
  };
  function back() {
    const node = find("#line-panel[data-focus]");
    const id = node ? `#n${node.dataset.focus}` : `#${nodeId()}`;
    return press("#line-panel a[data-close]", id) || press("#line-bar a[data-out]", id);
  }

  document.addEventListener("keydown", (event) => {
    const line = find("#line");
    const target = event.target;
    if (!line || event.altKey || event.metaKey || event.defaultPrevented) return;
    const inMap = target.closest && target.closest("table[data-keys] a");
    if (inMap && (STEPS[event.key] || event.key === "Home" || event.key === "End")) { walk(event, inMap); return; }
    if (event.ctrlKey) return;
    const isField = target.matches && target.matches("input, select, textarea");
    // On a page that has just come, nothing has the focus yet: its keys arrive at the body.
    const isHere = line.contains(target) || target === document.body;
    if (event.key === "Escape" && isHere && !find(":popover-open, dialog[open]")) {
      if (isField && target.value) return;
      if (isField && here) { here.focus(); event.preventDefault(); return; }
      if (back()) event.preventDefault();
      return;
    }
    if (isField || !KEYS[event.key] || !singleKeys()) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest && event.target.closest("table[data-keys] a");
    if (!link) return;
    settle();
    rove(link);
    tell(link);
  });
  document.addEventListener("mouseover", (event) => {
    const link = event.target.closest && event.target.closest("table[data-keys] a.node");
    if (link) tell(link);
  });
  function tell(link) {
    const tip = find("#line-tip");
    if (tip) tip.textContent = link.getAttribute("aria-label") || link.textContent;
  }

  // -- looking closer: a strand, a level, a cell --
  const PLACES = ["domain", "strand", "from", "to"];
  function zoom(event, link) {
    const to = new URL(link.href);
    const now = new URL(location.href);
    if (!window.htmx || to.pathname !== now.pathname) return;
    for (const name of PLACES) {
      if (to.searchParams.has(name)) now.searchParams.set(name, to.searchParams.get(name));
      else now.searchParams.delete(name);
    }
    event.preventDefault();
    // A key leads back to the mark it was pressed on; a tap to the heading of what comes.
    if (!after) after = event.detail ? ".line-where" : "table.map td a";
    window.htmx.ajax("GET", now.pathname + now.search, { target: "#line", swap: "outerHTML show:none" });
  }

  // -- choosing an item --
  document.addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    const closer = plain && event.target.closest && event.target.closest("#line table.map :is(th a, a.count)");
    if (closer) { zoom(event, closer); return; }
    const link = event.target.closest && event.target.closest("#line a.node, #line a[data-item], #line-panel .tabs a");
    if (!link || !plain) return;
    const isNode = link.classList.contains("node");
    if ((isNode && find("#line[data-own]")) || !window.htmx) return;
    const to = new URL(link.href);
    const now = new URL(location.href);
    if (to.pathname !== now.pathname || to.searchParams.get("version") !== now.searchParams.get("version")) return;
    if (isNode) {
      // The marks may be older than the search in the address.
      const focus = to.searchParams.get("focus");
      now.searchParams.set("focus", focus);
      if (!now.searchParams.get("domain")) now.searchParams.set("domain", to.searchParams.get("domain"));
    }
    event.preventDefault();
    if (!after) after = link.hasAttribute("data-close") ? `#${nodeId()}` : "#focus-title";
    const address = isNode ? now : to;
    window.htmx.ajax("GET", address.pathname + address.search, { target: "#line-panel", swap: "outerHTML" });
  });

  // -- marks --
  const WAY = ["is-on-path", "rel-before", "rel-after", "rel-focus"];
  function unmark(selector, classes, cells, words) {
    for (const link of table().querySelectorAll(selector)) {
      link.classList.remove(...classes);
      link.closest("td").classList.remove(...cells);
      link.removeAttribute("aria-current");
      // What a look adds to a label stands at its end.
      const parts = link.getAttribute("aria-label").split(", ");
      const added = parts.splice(-2).filter((part) => !words.includes(part));
      link.setAttribute("aria-label", [...parts, ...added].join(", "));
    }
  }
  function mark(places, classes, words, cell) {
    for (const place of (places || "").split(" ")) {
      const link = place && document.getElementById(`n${place}`);
      if (!link) continue;
      link.classList.add(...classes);
      link.closest("td").classList.add(cell);
      const label = link.getAttribute("aria-label");
      if (words && !label.endsWith(words)) link.setAttribute("aria-label", `${label}, ${words}`);
    }
  }
  function markWay() {
    const panel = find("#line-panel");
    if (!table() || !panel) return;
    unmark(".is-on-path", WAY, ["has-before", "has-after", "has-focus"], table().dataset.wordsWay.split("|"));
    const told = panel.dataset;
    mark(told.before, ["is-on-path", "rel-before"], told.wordsBefore, "has-before");
    mark(told.after, ["is-on-path", "rel-after"], told.wordsAfter, "has-after");
    mark(told.focus, ["is-on-path", "rel-focus"], told.wordsFocus, "has-focus");
    const chosen = told.focus && document.getElementById(`n${told.focus}`);
    if (chosen) chosen.setAttribute("aria-current", "true");
  }
  function markHits() {
    const found = find("#line-found");
    if (!table() || !found) return;
    unmark(".is-hit", ["is-hit"], ["has-hit"], [table().dataset.wordsFound]);
    table().classList.toggle("has-hits", "hits" in found.dataset);
    mark(found.dataset.hits, ["is-hit"], found.dataset.words, "has-hit");
  }

  // A thousand marks hold nothing of htmx, which would look each of them over before it takes them away.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target && event.detail.target.id === "line" && event.detail.shouldSwap && table()) table().remove();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const id = event.target.id;
    if (!["line", "line-panel", "line-found"].includes(id)) return;
    const main = find(".line-main");
    const shown = { "has-focus": Boolean(find("#focus")), "has-found": Boolean(find(".line-hits")) };
    for (const [name, is] of Object.entries(shown)) find("#line").classList.toggle(name, is);
    if (main) main.classList.toggle("has-aside", shown["has-focus"] || shown["has-found"]);
    if (id === "line") settle();
    if (id === "line-panel") markWay();
    if (id === "line-found") { markHits(); markWay(); }
    const told = { line: ".line-where", "line-panel": "#focus .focus-way", "line-found": "#line-hits-title" }[id];
    if (find("#line-said")) find("#line-said").textContent = find(told)?.textContent || "";
    const to = after && ([...document.querySelectorAll(after)].find(seen) || null);
    after = null;
    if (to && !to.matches("a, [tabindex]")) {
      if (to.getBoundingClientRect().top < 0) to.scrollIntoView({ block: "start" });
    } else if (to && id !== "line-found") {
      to.focus();
      if (to.id === "focus-title") find("#focus").scrollIntoView({ block: "nearest" });
    }
  });

  // -- the switch for single keys --
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-single-keys]"))
      localStorage.setItem("headway.single-keys", event.target.checked ? "on" : "off");
  });
  document.addEventListener("toggle", (event) => {
    const box = event.target.id === "line-keys" && find("[data-single-keys]");
    if (box) box.checked = singleKeys();
  }, true);

  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
  whenIdle(settle, { timeout: 1000 });
})();
