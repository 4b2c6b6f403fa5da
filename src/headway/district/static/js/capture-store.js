// What lies on this device: `kept` holds the roster and the key of whoever is signed in (both go at signing out);
// `queue` holds captures that wait, each sealed for the person who made it. Nothing else is stored.

const NAME = "headway.capture";
const OWNER = "headway.capture.person";
export const DAY = 24 * 3600 * 1000;

export const isPossible = () => Boolean(window.indexedDB && window.crypto && crypto.subtle && crypto.randomUUID);

const opened = () => new Promise((resolve, reject) => {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("kept");
    opening.result.createObjectStore("queue", { keyPath: "key" });
  };
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

const within = async (store, mode, does) => {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const act = base.transaction(store, mode);
      const asked = does(act.objectStore(store));
      act.oncomplete = () => resolve(asked && asked.result);
      act.onabort = act.onerror = () => reject(act.error);
    });
  } finally { base.close(); }
};

// -- whose device it is just now --

export const owner = () => { try { return localStorage.getItem(OWNER); } catch { return null; } };

const keyOf = (text) => crypto.subtle.importKey("raw", Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"]);

// Once leaving.js has begun to empty the device, nothing is kept; asked in the moment of writing, not before.
const isLeaving = () => "leaving" in document.documentElement.dataset;
const keep = (value, name) => within("kept", "readwrite", (store) => (isLeaving() ? null : store.put(value, name)));

/**
 * Remember who is signed in, and the key that opens what waits for her. Somebody else's roster goes first.
 * Her mark stands before anything is kept, so that whatever is kept has an owner whose leaving empties it.
 */
export const belongsTo = async (person, keyText) => {
  if (owner() !== person) await forget();
  const key = await keyOf(keyText);
  if (isLeaving()) return;
  try { localStorage.setItem(OWNER, person); } catch { /* private window: it goes with the window */ }
  await keep({ person, key }, "key");
};

export const forget = async () => {
  await within("kept", "readwrite", (store) => store.clear());
  try { localStorage.removeItem(OWNER); } catch { /* private window */ }
};

export const me = () => within("kept", "readonly", (store) => store.get("key"));

export const keepFacts = (facts) => keep({ at: Date.now(), facts }, "facts");
export const dropFacts = () => within("kept", "readwrite", (store) => store.delete("facts"));

/** The roster, unless it has lain here for a day: {facts} or {isOld}. */
export const facts = async () => {
  const found = await within("kept", "readonly", (store) => store.get("facts"));
  if (!found) return {};
  if (Math.abs(Date.now() - found.at) > DAY) { await dropFacts(); return { isOld: true }; }
  return { facts: found.facts };
};

// -- captures that wait --

const sealed = async (key, bytes) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
};
const unsealed = (key, box) => crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.bytes);

/** Put a capture into the queue, sealed. capture: {key, told_at, fields, label, files: [File]}. */
export const put = async (capture) => {
  const mine = await me();
  const files = [];
  for (const file of capture.files) files.push(await sealed(mine.key, await file.arrayBuffer()));
  const { key, told_at, fields, label } = capture;
  const words = { fields, label, files: capture.files.map(({ name, type }) => ({ name, type })) };
  const words_sealed = await sealed(mine.key, new TextEncoder().encode(JSON.stringify(words)));
  await within("queue", "readwrite", (store) => store.put({ key, person: mine.person, told_at, state: "waits", words: words_sealed, files }));
};

const opens = async (mine, row) => {
  const told = { key: row.key, told_at: row.told_at, state: row.state, sentence: row.sentence || "", remedy: row.remedy || "", field: row.field || "", thrown_at: row.thrown_at };
  try {
    const words = JSON.parse(new TextDecoder().decode(await unsealed(mine.key, row.words)));
    const files = [];
    for (const [number, box] of row.files.entries()) {
      const { name, type } = words.files[number];
      files.push(new File([await unsealed(mine.key, box)], name, { type }));
    }
    return { ...told, fields: words.fields, label: words.label, files };
  } catch {
    return { ...told, state: "locked", fields: [], label: "", files: [] };
  }
};

/** What waits for whoever is signed in, oldest first. What waits for others is not even counted. */
export const waiting = async () => {
  const mine = await me();
  if (!mine) return [];
  const rows = (await within("queue", "readonly", (store) => store.getAll())).filter((row) => row.person === mine.person);
  rows.sort((one, other) => one.told_at.localeCompare(other.told_at));
  return Promise.all(rows.map((row) => opens(mine, row)));
};

/** Change the state of one that waits; whatever it says, it stays until it is saved or thrown away. */
export const mark = async (key, changes) => within("queue", "readwrite", (store) => {
  const asked = store.get(key);
  asked.onsuccess = () => { if (asked.result) store.put({ ...asked.result, ...changes }); };
  return null;
});

export const remove = (key) => within("queue", "readwrite", (store) => store.delete(key));
