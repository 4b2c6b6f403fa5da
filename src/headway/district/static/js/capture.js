// Quick capture. Without this file the page is a plain form. With it every capture lies on this device first, under a key
// of its own, and is sent from there: at once where there is a network, later where there is none.

import * as store from "./capture-store.js";
import { clock, draw } from "./capture-list.js";
import { page } from "./capture-page.js";
import { post, send, session } from "./capture-sync.js";
import { voice } from "./capture-voice.js";

const SWITCH = "headway.capture.offline";
const form = document.getElementById("capture");

const begin = async () => {
  const words = form.dataset;
  const addresses = { token: words.token, sync: words.sync };
  const on = (id) => document.getElementById(id);
  const state = on("phone-state");
  const says = state.querySelector(".says");
  const sendNow = state.querySelector("button");
  const ask = page(form);
  const isShell = "shell" in words;
  const saved = [];
  let editing = null; // the key of one that is changed, and when it was seen
  let place = ""; // what the last attempt to send met
  let lastSaved = null;
  let isSending = false;

  voice(on("voice"), on("file-voice"), words, (sentence) => { on("files-say").textContent = sentence; });

  const wished = () => { try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; } };
  const mayKeep = () => "offline" in words && wished();

  // -- always visible: what waits, what was saved --
  const show = async () => {
    const queue = await store.waiting();
    const waits = queue.filter((one) => one.state === "waits").length;
    const look = queue.filter((one) => ["refused", "locked"].includes(one.state)).length;
    const count = (one, many, number) => (number === 1 ? one : many.replace("%s", number));
    const sentences = [];
    if (waits) sentences.push(count(words.waitsOne, words.waitsMany, waits));
    if (look) sentences.push(count(words.lookOne, words.lookMany, look));
    if (waits && place === "no-network") sentences.push(words.noNetwork);
    if (place === "signed-out") sentences.push(words.signedOut);
    if (waits && place === "busy") sentences.push(words.later);
    if (!waits && lastSaved) sentences.push(words.allSaved.replace("%s", clock(lastSaved)));
    says.textContent = sentences.join(" ");
    state.hidden = !sentences.length;
    sendNow.hidden = !waits;
    draw(on("phone-list"), words, queue, saved, does);
  };

  const sync = async () => {
    if (isSending) return;
    isSending = true;
    try {
      place = await send(addresses, {
        odd: [words.odd, words.oddRemedy],
        sending: (count) => { state.hidden = false; says.textContent = words.sending.replace("%s", count); },
        saved: (one, told) => { lastSaved = new Date(); saved.unshift({ label: one.label, at: lastSaved, undo: told.undo, note: told.note, taken: false }); },
      });
      if (place === "sent" && (await store.waiting()).some((one) => one.state === "waits")) { isSending = false; await sync(); }
    } finally { isSending = false; await show(); }
  };

  const does = {
    again: async (one) => { await store.mark(one.key, { state: "waits" }); await show(); await sync(); },
    without: async (one) => { await store.put({ ...one, files: [] }); await show(); await sync(); },
    change: (one) => { editing = one; ask.load(one); },
    throwAway: async (one) => { await store.mark(one.key, { state: "thrown", thrown_at: Date.now(), before: one.state }); await show(); },
    bringBack: async (one) => { await store.mark(one.key, { state: "waits" }); await show(); await sync(); },
    undo: async (one) => { one.taken = await post(addresses, one.undo).catch(() => false); await show(); },
    restore: async (one) => { one.taken = !(await post(addresses, one.undo.replace("throw-away", "bring-back")).catch(() => false)); await show(); },
  };

  // -- saving --
  const fieldsOf = (learner) => {
    const fields = [["learner", learner]];
    for (const [name, value] of new FormData(form)) {
      if (["competency", "form", "note", "misconception", "misconception_uuid", "level"].includes(name) && value !== "") fields.push([name, value]);
    }
    return fields;
  };
  const save = async () => {
    const lacks = ask.missing();
    if (lacks) {
      const summary = on("summary");
      summary.textContent = lacks.sentence;
      summary.classList.add("is-missing");
      lacks.part.scrollIntoView({ block: "center" });
      (lacks.part.matches("textarea") ? lacks.part : lacks.part.querySelector("input:not([hidden])")).focus({ preventScroll: true });
      return;
    }
    const told_at = editing ? editing.told_at : new Date().toISOString();
    const note = form.elements.note.value.trim().slice(0, 60);
    const files = ask.files();
    let key = editing ? editing.key : crypto.randomUUID();
    for (const one of ask.chosen()) {
      const label = [ask.nameOf(one), ask.competencyName(), note].filter(Boolean).join(" · ");
      await store.put({ key, told_at, fields: fieldsOf(one.value), label, files });
      key = crypto.randomUUID();
    }
    editing = null;
    ask.clear();
    on("summary").textContent = words.savedHere;
    await show();
    window.scrollTo({ top: 0 });
    await sync();
    if (!ask.chosen().length) ask.sum();
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "step") return;
    if (!mayKeep() || !isReady) return; // a plain form, as without scripts
    event.preventDefault();
    on("save").disabled = true;
    save().finally(() => { on("save").disabled = false; });
  });
  sendNow.addEventListener("click", sync);
  window.addEventListener("online", sync);
  window.setInterval(() => { if (!document.hidden && !state.hidden && !sendNow.hidden) sync(); }, 30_000);

  // -- the switch --
  let isReady = false;
  const letGo = async () => {
    await store.dropFacts();
    if (!navigator.serviceWorker) return;
    for (const one of await navigator.serviceWorker.getRegistrations()) if (new URL(one.scope).pathname === words.scope) await one.unregister();
    for (const name of await caches.keys()) if (name.startsWith("headway-capture")) await caches.delete(name);
  };
  const hold = async (facts) => {
    await store.keepFacts(facts);
    if (navigator.serviceWorker) await navigator.serviceWorker.register(words.worker, { scope: words.scope }).catch(() => {});
  };
  const device = on("device");
  if (device) {
    device.hidden = false;
    on("keeps-offline").checked = wished();
    on("keeps-offline").addEventListener("change", (event) => {
      try { localStorage.setItem(SWITCH, event.target.checked ? "on" : "off"); } catch { /* private window */ }
      (event.target.checked ? begun() : letGo());
    });
  }

  // -- opening --
  const begun = async () => {
    let facts = null;
    try {
      facts = await session(words.ready);
      if (facts) await store.belongsTo(facts.person, facts.key); else { await store.forget(); place = "signed-out"; }
    } catch { place = "no-network"; }
    if (facts && facts.learners && mayKeep()) await hold(facts);
    if (!mayKeep()) await letGo();
    if (!facts && place === "no-network") {
      const kept = await store.facts();
      facts = kept.facts || null;
      if (kept.isOld) { state.hidden = false; says.textContent = words.old; }
    }
    if (facts && facts.learners) ask.fill(facts, { names: isShell });
    isReady = Boolean(await store.me());
  };

  // What was thrown away here is gone for good an hour later.
  for (const one of await store.waiting()) if (one.state === "thrown" && Date.now() - one.thrown_at > 3600 * 1000) await store.remove(one.key);
  await begun();
  await show();
  if (place !== "signed-out") await sync();
  form.dataset.begun = "";
};

if (form && store.isPossible()) begin();
