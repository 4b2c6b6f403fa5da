// Scoring a stack from the keyboard. Without this file every learner is a page with a form of her own. With it the
// next one waits already, what is saved goes on in the background and is told, and what is typed stays in this tab
// (sessionStorage) until it is saved: a lost connection or an ended session loses nothing.
(() => {
  "use strict";

  const stack = document.getElementById("stack");
  if (!stack) return;
  const words = stack.dataset;
  const levels = Number(words.levels);
  const levelNames = JSON.parse(words.names);
  const acts = document.getElementById("acts");
  const says = document.getElementById("stack-says");
  const help = document.querySelector(".stack-help details");
  const DRAFT = `headway.stack:${location.pathname}:`;
  const pages = new Map(); // token → a promise of that learner's part of the page
  const unsent = new Map(); // token → what is on its way, or waits for the connection
  let row = null;
  // Keys pressed while the next learner is on the way are meant for her: they wait, and are done once she is there.
  let turning = false;
  const ahead = [];

  const work = () => document.getElementById("stack-work");
  const form = () => work().querySelector("form.stack-form");
  const token = () => work().dataset.token;
  const list = () => document.getElementById("stack-list");
  const entries = () => [...list().querySelectorAll("li[data-token]")];
  const entry = (one) => entries().find((item) => item.dataset.token === one);
  const say = (text) => { says.textContent = ""; window.setTimeout(() => { says.textContent = text; }, 30); };

  // -- single keys can be switched off, with the same memory as elsewhere --
  const singleKeys = () => { try { return localStorage.getItem("headway.single-keys") !== "off"; } catch { return true; } };
  const single = document.getElementById("single-keys");
  if (single) {
    single.checked = singleKeys();
    single.closest("[hidden]").hidden = false;
    single.addEventListener("change", () => {
      try { localStorage.setItem("headway.single-keys", single.checked ? "on" : "off"); } catch { /* private window */ }
    });
  }

  // -- what is typed stays --
  const NOT_TYPED = new Set(["csrfmiddlewaretoken", "who", "names", "evidence", "seen", "instead"]);
  const typed = () => [...new FormData(form())].filter(([name]) => !NOT_TYPED.has(name));
  const keep = () => { try { sessionStorage.setItem(DRAFT + token(), JSON.stringify(typed())); } catch { /* full, or private */ } mark(); };
  const drop = (one) => { try { sessionStorage.removeItem(DRAFT + one); } catch { /* private window */ } };
  const kept = (one) => { try { return JSON.parse(sessionStorage.getItem(DRAFT + one) || "null"); } catch { return null; } };
  const restore = () => {
    const values = kept(token());
    if (!values) return;
    for (const [name, value] of values) for (const input of form().querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (input.type === "radio") input.checked = input.value === value; else input.value = value;
    }
    say(words.restored);
    const note = document.createElement("p");
    note.className = "stack-note";
    note.textContent = words.restored;
    form().prepend(note);
  };
  document.addEventListener("submit", (event) => {
    // Whoever signs out leaves nothing behind in this tab.
    if (!/sign-out|logout/.test(event.target.action)) return;
    try { Object.keys(sessionStorage).filter((name) => name.startsWith("headway.stack:")).forEach((name) => sessionStorage.removeItem(name)); } catch { /* private window */ }
  });

  const mark = () => {
    for (const item of entries()) {
      const one = item.dataset.token;
      const here = one === token();
      item.classList.toggle("is-here", here);
      const link = item.querySelector("a");
      if (here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      const state = item.querySelector(".state");
      if (!state.dataset.was) state.dataset.was = state.textContent;
      state.textContent = unsent.has(one) ? words.saving : kept(one) ? words.typed : state.dataset.was;
      item.classList.toggle("is-unsaved", unsent.has(one) || Boolean(kept(one)));
    }
  };

  // -- rows of the rubric --
  const rows = () => [...work().querySelectorAll("[data-row]")];
  const choose = (one, focus = true) => {
    if (!one) return;
    if (row) row.classList.remove("is-current");
    row = one;
    row.classList.add("is-current");
    if (focus) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
  };
  const step = (by) => { const all = rows(); choose(all[Math.max(0, Math.min(all.length - 1, all.indexOf(row) + by))]); };
  const chosen = (box) => { const one = box.querySelector("input:checked"); return one && one.value ? Number(one.value) : null; };
  const together = () => {
    for (const box of work().querySelectorAll("[data-part-box]")) {
      const shows = box.querySelector("[data-shows]");
      if (!shows) continue;
      // The same rule as `overall_from_criteria`: without an essential criterion the whole is a person's to say.
      const found = [...box.querySelectorAll('[data-row="criterion"][data-essential]')].map(chosen);
      shows.textContent = found.length && found.every((level) => level !== null) ? levelNames[Math.min(...found) - 1] : "";
    }
  };
  const setLevel = (level) => {
    const input = row && row.querySelector(`input[value="${level}"]`);
    if (!input) return;
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    // On to the next question that a person answers: what the criteria show together needs no key.
    const all = rows();
    const next = all.slice(all.indexOf(row) + 1).find((one) => one.dataset.row !== "whole");
    if (next) choose(next);
  };

  // -- turning to another learner --
  const fetchPart = (one) => {
    if (!pages.has(one)) {
      const item = entry(one);
      const asked = fetch(item.dataset.url, { headers: { "HX-Request": "true" }, credentials: "same-origin" })
        .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.text(); });
      asked.catch(() => pages.delete(one));
      pages.set(one, asked);
    }
    return pages.get(one);
  };
  const put = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    work().replaceWith(holder.content.querySelector("#stack-work"));
    arrive();
  };
  const arrive = () => {
    document.title = work().dataset.title;
    restore();
    together();
    mark();
    row = null;
    const problem = work().querySelector("#problems");
    if (problem) { choose(rows()[0], false); problem.focus(); } else {
      choose(rows()[0], false);
      row.focus({ preventScroll: true });
      // What was just saved stands above the work: the next name comes below it.
      if (work().getBoundingClientRect().top < acts.getBoundingClientRect().bottom) work().scrollIntoView({ block: "start" });
    }
    const next = following(token());
    if (next) fetchPart(next).catch(() => {});
  };
  const following = (one) => {
    const all = entries();
    const from = all.findIndex((item) => item.dataset.token === one);
    const next = all.slice(from + 1).find((item) => item.dataset.state !== "scored" && !unsent.has(item.dataset.token));
    return next ? next.dataset.token : null;
  };
  const turnTo = async (one) => {
    turning = true;
    try {
      put(await fetchPart(one));
      history.replaceState(null, "", entry(one).dataset.url);
      say(work().dataset.label);
      return true;
    } catch { ahead.length = 0; problem(words.noNext); return false; } finally {
      turning = false;
      while (ahead.length && !turning) press(ahead.shift());
    }
  };
  const goOn = () => {
    const next = following(token());
    if (next) turnTo(next); else finish();
  };
  let wantsToFinish = false;
  const finish = () => {
    wantsToFinish = true;
    if (!unsent.size) location.assign(words.done);
  };

  // -- saving --
  const problem = (text, ...more) => {
    const item = document.createElement("li");
    item.className = "act is-problem";
    const sentence = document.createElement("p");
    sentence.textContent = text;
    item.append(sentence, ...more);
    acts.prepend(item);
    say(text);
    return item;
  };
  const button = (text, does) => {
    const one = Object.assign(document.createElement("button"), { type: "button", className: "button is-second is-small", textContent: text });
    one.addEventListener("click", does);
    return one;
  };
  const save = () => {
    const one = token();
    if (unsent.has(one)) return;
    const levelsChosen = rows().some((box) => chosen(box) !== null);
    const said = [...form().querySelectorAll("textarea")].some((area) => area.value.trim());
    // What was pressed ahead was meant for learners who come later: it isn't done for this one.
    if (!levelsChosen && !said) { ahead.length = 0; problem(words.noLevel); return; }
    keep();
    unsent.set(one, { body: new URLSearchParams(new FormData(form())), address: form().action, label: work().dataset.label });
    say(words.saving);
    mark();
    send(one);
    goOn();
  };
  const told = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector("#stack-list");
    const open = list().querySelector("details").open;
    list().replaceWith(fresh);
    list().querySelector("details").open = open;
    const item = holder.content.querySelector("#stack-answer .act");
    acts.prepend(item);
    say(item.querySelector("p").textContent);
  };
  const send = async (one) => {
    const { body, address, label } = unsent.get(one);
    unsent.get(one).waits = false;
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin" });
    } catch {
      if (!unsent.has(one)) return;
      unsent.get(one).waits = true;
      const item = problem(words.offline.replace("{name}", label), button(words.again, () => { item.remove(); send(one); }));
      item.dataset.waits = one;
      mark();
      return;
    }
    const html = await answer.text();
    unsent.delete(one);
    pages.delete(one);
    acts.querySelectorAll(`[data-waits="${one}"]`).forEach((item) => item.remove());
    if (answer.ok) {
      drop(one);
      told(html);
    } else if (answer.status === 422 && html.includes('id="stack-work"')) {
      wantsToFinish = false;
      pages.set(one, Promise.resolve(html));
      const why = new DOMParser().parseFromString(html, "text/html").querySelector("#problems li");
      problem(`${label}: ${why ? why.textContent.trim().replace(/\s+/g, " ") : ""}`, button(words.look, (event) => { event.target.closest("li").remove(); turnTo(one); }));
    } else {
      wantsToFinish = false;
      const page = new DOMParser().parseFromString(html, "text/html").querySelector(".notice .body, main");
      const link = Object.assign(document.createElement("a"), { href: `${words.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`, textContent: words.signInWords });
      problem(`${page ? page.textContent.trim().replace(/\s+/g, " ") : ""} ${words.notSaved.replace("{name}", label)}`, answer.status === 404 || answer.status === 403 ? link : button(words.look, (event) => { event.target.closest("li").remove(); turnTo(one); }));
    }
    mark();
    if (wantsToFinish && !unsent.size) location.assign(words.done);
  };
  const undo = async (asked) => {
    const one = asked.closest("li").dataset.token;
    try {
      const answer = await fetch(asked.action, { method: "POST", body: new URLSearchParams(new FormData(asked)), headers: { "HX-Request": "true" }, credentials: "same-origin" });
      const html = await answer.text();
      if (!answer.ok) throw new Error(String(answer.status));
      asked.remove();
      told(html);
      pages.delete(one);
      await turnTo(one);
    } catch { problem(words.noNext); }
  };
  window.addEventListener("online", () => { for (const [one, what] of unsent) if (what.waits) send(one); });
  window.addEventListener("beforeunload", (event) => { if (unsent.size) event.preventDefault(); });

  // -- what people do --
  stack.addEventListener("submit", (event) => {
    if (event.target.matches(".stack-form")) { event.preventDefault(); save(); }
    else if (event.target.closest("#acts")) { event.preventDefault(); undo(event.target); }
  });
  stack.addEventListener("input", (event) => { if (event.target.closest(".stack-form")) keep(); });
  stack.addEventListener("change", (event) => { if (event.target.closest(".stack-form")) { together(); keep(); } });
  stack.addEventListener("focusin", (event) => { const one = event.target.closest("[data-row]"); if (one && one !== row) choose(one, false); });
  stack.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const skip = event.target.closest("[data-stack-skip]");
    if (skip) { event.preventDefault(); goOn(); return; }
    const link = event.target.closest("[data-stack-back], #stack-list li a");
    if (!link) return;
    const to = link.matches("[data-stack-back]") ? new URL(link.href).searchParams.get("who") : link.closest("li").dataset.token;
    if (entry(to)) { event.preventDefault(); turnTo(to); }
  });

  const typing = (target) => target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  const AHEAD = /^([1-9nspuf]|Enter|ArrowDown|ArrowUp)$/;
  /** Does what a key stands for here; whether it stands for anything. */
  const press = (key) => {
    const level = /^[1-9]$/.test(key) ? Number(key) : 0;
    const does = level >= 1 && level <= levels ? () => setLevel(level) : {
      Enter: save,
      n: save,
      s: goOn,
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      p: () => { const back = work().querySelector("[data-stack-back]"); if (back) back.click(); else say(words.first); },
      u: () => { const asked = acts.querySelector(".undo"); if (asked) asked.click(); else say(words.nothing); },
      f: () => { const area = (row || work()).closest("[data-part-box], #stack-work").querySelector("textarea"); if (area) area.focus(); },
      "?": () => { help.open = !help.open; if (help.open) help.querySelector("summary").focus(); },
    }[key];
    if (does) does();
    return Boolean(does);
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Enter" && event.ctrlKey && target.closest(".stack-form")) { event.preventDefault(); save(); return; }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (turning && AHEAD.test(event.key) && (event.key.length > 1 || singleKeys())) {
      event.preventDefault();
      // After "f" come words: they have no place yet, and are never taken for levels.
      if (!event.repeat && ahead.at(-1) !== "f") ahead.push(event.key);
      return;
    }
    if (typing(target)) { if (event.key === "Escape") { event.preventDefault(); choose(row || rows()[0]); } return; }
    if (event.key.length === 1 && !singleKeys()) return;
    if (event.key === "Enter" && (target.closest("a, button, summary") || event.repeat)) return;
    if (event.key.startsWith("Arrow") && !target.matches("[data-row]")) return;
    if (event.repeat && !/^(Arrow.*|[1-9])$/.test(event.key)) return;
    if (press(event.key)) event.preventDefault();
  });

  arrive();
})();
