// Whoever leaves takes her learners' names along. Quick capture may keep a roster on this device; it goes at signing out,
// and as soon as any page is open for somebody else or for nobody. What waits to be sent stays, sealed (ADR 19).
(() => {
  "use strict";

  const here = document.currentScript.dataset.person;
  const OWNER = "headway.capture.person";
  let owner = null;
  try { owner = localStorage.getItem(OWNER); } catch { return; }
  if (!owner) return;

  const emptied = () => new Promise((resolve) => {
    const opening = indexedDB.open("headway.capture");
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const base = opening.result;
      if (!base.objectStoreNames.contains("kept")) { base.close(); resolve(); return; }
      const act = base.transaction("kept", "readwrite");
      act.objectStore("kept").clear();
      act.oncomplete = act.onabort = () => { base.close(); resolve(); };
    };
  });
  // The owner's mark goes last: where a slow device was interrupted, the next page finds the mark and goes on.
  const wiped = async () => {
    await emptied();
    if ("caches" in window) {
      for (const name of await caches.keys()) if (name.startsWith("headway-capture")) await caches.delete(name);
    }
    // Unless the next person's mark stands there already.
    try { if (localStorage.getItem(OWNER) === owner) localStorage.removeItem(OWNER); } catch { /* private window */ }
  };

  if (owner !== here) { wiped(); return; }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!/\/sign-out\//.test(form.action)) return;
    event.preventDefault();
    document.documentElement.dataset.leaving = ""; // capture-store.js keeps nothing from here on
    // A device that takes long to empty must not keep anybody from leaving.
    Promise.race([wiped(), new Promise((resolve) => { setTimeout(resolve, 2000); })]).finally(() => form.submit());
  });
})();
