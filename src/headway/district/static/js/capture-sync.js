// Sending what waits. Each capture keeps its own lasting key, so sending it again adds nothing; an answer that was lost
// on its way is asked for again. Nothing leaves the queue before Headway said that it is saved.

import * as store from "./capture-store.js";

/** Who is signed in: the session; null where nobody is (or not a teacher). Throws where there is no network. */
export const session = async (address) => {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual", headers: { Accept: "application/json" } });
  const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (answer.ok && isJson) return answer.json();
  if (answer.status >= 500) throw new Error("busy");
  return null;
};

const bodyOf = (one, now) => {
  const body = new FormData();
  for (const [name, value] of one.fields) body.append(name, value);
  body.append("key", one.key);
  body.append("told_at", one.told_at);
  // By the same clock: what passed between the two is right, even where the clock is not.
  body.append("sent_at", new Date().toISOString());
  // Whose it is: somebody else may sign in here while a long queue is on its way.
  body.append("person", now.person);
  body.append("csrfmiddlewaretoken", now.csrf);
  for (const file of one.files) body.append("file", file, file.name);
  return body;
};

const sent = async (address, one, now) => {
  const answer = await fetch(address, { method: "POST", body: bodyOf(one, now), credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" } });
  const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return { status: answer.status, told: isJson ? await answer.json() : null };
};

/** One at a time, also where the page is open twice. */
const alone = (does) => (navigator.locks ? navigator.locks.request("headway.capture.sync", does) : does());

/**
 * Send everything that waits for whoever is signed in.
 * says: {sending(count), saved(capture, told)}; the answer: "sent", "signed-out", "no-network" or "busy".
 */
export const send = (addresses, says) => alone(async () => {
  let now;
  try { now = await session(addresses.token); } catch (problem) { return problem.message === "busy" ? "busy" : "no-network"; }
  if (!now) { await store.forget(); return "signed-out"; }
  await store.belongsTo(now.person, now.key);
  const queue = (await store.waiting()).filter((one) => one.state === "waits");
  for (const [number, one] of queue.entries()) {
    says.sending(queue.length - number);
    let answer;
    try {
      answer = await sent(addresses.sync, one, now);
      if (answer.status === 403 && !answer.told) {
        // The token was of an earlier session.
        const before = now.person;
        now = await session(addresses.token);
        if (!now) { await store.forget(); return "signed-out"; }
        if (now.person !== before) { await store.belongsTo(now.person, now.key); return "signed-out"; }
        answer = await sent(addresses.sync, one, now);
      }
    } catch { return "no-network"; }
    if (answer.told && answer.told.state === "another_person") { await store.forget(); return "signed-out"; }
    if (answer.told && (answer.told.state === "saved" || answer.told.state === "here_already")) {
      await store.remove(one.key);
      says.saved(one, answer.told);
    } else if (answer.told) {
      const { sentence, remedy, field } = answer.told;
      await store.mark(one.key, { state: "refused", sentence, remedy, field });
    } else if (answer.status === 404 || answer.status === 0) {
      return "signed-out";
    } else if (answer.status >= 500 || answer.status === 429) {
      return "busy";
    } else {
      await store.mark(one.key, { state: "refused", sentence: says.odd[0], remedy: says.odd[1], field: "" });
    }
  }
  return "sent";
});

/** Post a small form, for example an undo. */
export const post = async (addresses, address) => {
  const now = await session(addresses.token);
  if (!now) return false;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", now.csrf);
  return (await fetch(address, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } })).ok;
};
