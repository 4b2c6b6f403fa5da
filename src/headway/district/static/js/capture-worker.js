// The service worker of quick capture. It opens one page without a network and nothing else: the page as it is without
// anybody's name, and what that needs to be drawn. What is about learners never enters this cache.
// KEPT (version, page, shell, assets) is written above by the server.

const CACHE = `headway-capture-${KEPT.version}`;
const PATIENCE = 4000;

const keepShell = async (cache) => {
  const answer = await fetch(KEPT.shell, { credentials: "same-origin", cache: "no-store", redirect: "manual" });
  if (answer.ok) await cache.put(KEPT.page, answer);
};
const keepAll = async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.assets);
  await keepShell(cache);
};

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(keepAll()); });

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("headway-capture") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

// The network first; the shell where it doesn't answer in time.
const page = async (event) => {
  const asked = fetch(event.request);
  const kept = async () => (await caches.open(CACHE)).match(KEPT.page);
  const waited = new Promise((resolve) => { setTimeout(resolve, PATIENCE, null); });
  try {
    const answer = await Promise.race([asked, waited]);
    if (answer) {
      // In the language, and with the name, of whoever is signed in now.
      if (answer.ok && !answer.redirected) event.waitUntil(keepAll().catch(() => {}));
      return answer;
    }
    return (await kept()) || (await asked);
  } catch {
    return (await kept()) || Response.error();
  }
};

const asset = async (request) => {
  try { return await fetch(request); } catch {
    return (await (await caches.open(CACHE)).match(request, { ignoreSearch: true })) || Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") { if (address.pathname === KEPT.page) event.respondWith(page(event)); return; }
  if (KEPT.assets.includes(address.pathname)) event.respondWith(asset(request));
});
