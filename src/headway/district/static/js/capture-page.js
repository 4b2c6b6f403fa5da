// The form of quick capture: finding as one types, what a learner is working on first, and the sentence above the button.

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

export const tile = (kind, name, value, words, small = "") => {
  const item = document.createElement("li");
  const label = document.createElement("label");
  label.className = "tile";
  const input = Object.assign(document.createElement("input"), { type: kind, name, value });
  const said = document.createElement("span");
  said.className = "words";
  said.append(words);
  if (small) said.append(" ", Object.assign(document.createElement("small"), { textContent: small }));
  label.append(input, said);
  item.append(label);
  return item;
};
const wordsOf = (input) => {
  const said = input.closest("label").querySelector(".words").cloneNode(true);
  said.querySelectorAll("small").forEach((one) => one.remove());
  return said.textContent.trim();
};

export const page = (form) => {
  const words = form.dataset;
  const on = (id) => document.getElementById(id);
  const who = { first: on("learners"), others: on("other-learners"), all: form.querySelector(".all-learners"), find: on("find-who") };
  const what = { list: on("competencies"), find: on("q"), none: on("what").querySelector(".none") };
  let facts = null;
  let byUuid = new Map();

  const learners = () => [...form.querySelectorAll("[name=learner]")];
  const chosen = () => learners().filter((one) => one.checked);
  const competency = () => form.querySelector("[name=competency]:checked");

  // -- who --
  who.find.closest(".find").hidden = false;
  who.find.addEventListener("input", () => {
    const wanted = folded(who.find.value).split(/\s+/).filter(Boolean);
    if (wanted.length) who.all.open = true;
    let shown = 0;
    for (const one of learners()) {
      const matches = wanted.every((word) => folded(wordsOf(one)).includes(word));
      one.closest("li").hidden = !(matches || one.checked);
      shown += matches;
    }
    const none = on("who").querySelector(".none");
    none.hidden = shown > 0;
    none.textContent = words.none;
  });
  const fillLearners = () => {
    const before = new Set(chosen().map((one) => one.value));
    const items = facts.learners.map((one) => tile("checkbox", "learner", one.uuid, one.name, one.group));
    who.first.replaceChildren(...items.slice(0, facts.first));
    who.others.replaceChildren(...items.slice(facts.first));
    who.all.hidden = items.length <= facts.first;
    for (const one of learners()) one.checked = before.has(one.value);
  };

  // -- what: what the chosen are working on, what was used last, and what is found --
  const offer = (found = null) => {
    if (!facts) return;
    const now = competency();
    const working = chosen().flatMap((one) => (byUuid.get(one.value) || { working: [] }).working);
    const uuids = found || [...new Set([...(now ? [now.value] : []), ...facts.last.slice(0, 2), ...working.slice(0, 4), ...facts.last])].slice(0, 6);
    const isWorking = new Set(working);
    const keep = now && !uuids.includes(now.value) ? [now.value] : [];
    what.list.replaceChildren(...[...keep, ...uuids].filter((one) => facts.competency.has(one)).map((one) => {
      const about = facts.competency.get(one);
      return tile("radio", "competency", one, about.title, [about.code, isWorking.has(one) ? words.for : ""].filter(Boolean).join(" · "));
    }));
    for (const one of form.querySelectorAll("[name=competency]")) one.checked = Boolean(now) && one.value === now.value;
    what.none.hidden = !found || found.length > 0;
  };
  const search = () => {
    if (!facts) return;
    const wanted = folded(what.find.value).split(/\s+/).filter(Boolean);
    if (!wanted.length) { offer(); return; }
    offer(facts.competencies.filter((one) => wanted.every((word) => one.said.includes(word))).slice(0, 8).map((one) => one.uuid));
  };
  what.find.addEventListener("input", search);
  what.find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });

  const usual = () => {
    const now = competency();
    const found = facts && now ? (facts.competency.get(now.value) || { usual: [] }).usual : null;
    if (!found) return;
    on("usual").replaceChildren(...found.map(([uuid, said]) => tile("radio", "usual", uuid, said)));
  };
  on("usual").addEventListener("change", (event) => {
    form.elements.misconception_uuid.value = event.target.value;
    form.elements.misconception.value = wordsOf(event.target).slice(0, 512);
  });
  form.elements.misconception.addEventListener("input", () => {
    form.elements.misconception_uuid.value = "";
    for (const one of form.querySelectorAll("[name=usual]")) one.checked = false;
  });

  // -- the sentence above the button --
  const label = () => {
    const names = chosen().map(wordsOf).join(", ");
    return [names, competency() ? wordsOf(competency()) : "", form.elements.note.value.trim().slice(0, 60)].filter(Boolean).join(" · ");
  };
  const sum = () => {
    const summary = on("summary");
    summary.classList.remove("is-missing");
    summary.textContent = [chosen().map(wordsOf).join(", "), competency() ? wordsOf(competency()) : ""].filter(Boolean).join(" · ");
  };
  const files = () => [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
  const saysFiles = () => {
    on("files-say").replaceChildren(...files().length ? [words.files.replace("%s", files().map((one) => one.name).join(", "))] : []);
  };
  form.addEventListener("change", (event) => {
    if (event.target.name === "learner") offer();
    if (event.target.name === "competency") usual();
    if (event.target.type === "file") saysFiles();
    sum();
  });

  /** What is missing, with the place to go to; null where it can be saved. */
  const missing = () => {
    const says = (sentence, part) => ({ sentence, part });
    if (!chosen().length) return says(words.emptyWho, on("who"));
    if (!competency()) return says(words.emptyWhat, on("what"));
    if (!form.elements.note.value.trim() && !files().length && !form.elements.misconception.value.trim() && !form.elements.level.value) return says(words.emptyNote, on("note"));
    return null;
  };

  const fill = (given, { names }) => {
    facts = { ...given, competency: new Map(given.competencies.map((one) => [one.uuid, one])) };
    for (const one of facts.competencies) one.said = folded(`${one.code} ${one.title}`);
    byUuid = new Map(facts.learners.map((one) => [one.uuid, one]));
    form.querySelector(".find-what .button").hidden = true;
    if (names) fillLearners();
    offer();
    usual();
    sum();
  };

  /** Ready for the next one: the competency and the form stay, as in a round through the class. */
  const clear = () => {
    for (const one of learners()) { one.checked = false; one.closest("li").hidden = false; }
    for (const name of ["note", "misconception", "misconception_uuid"]) form.elements[name].value = "";
    for (const one of form.querySelectorAll("input[type=file]")) one.value = "";
    for (const one of form.querySelectorAll("[name=usual]")) one.checked = false;
    for (const one of form.querySelectorAll("[name=level]")) one.checked = one.value === "";
    who.find.value = "";
    what.find.value = "";
    who.all.open = false;
    saysFiles();
    offer();
    sum();
  };

  /** Put one that waits back into the form. */
  const load = (one) => {
    clear();
    const all = new Map(one.fields);
    for (const input of learners()) { input.checked = input.value === all.get("learner"); if (input.checked && who.others.contains(input)) who.all.open = true; }
    for (const name of ["note", "misconception", "misconception_uuid"]) form.elements[name].value = all.get(name) || "";
    for (const input of form.querySelectorAll("[name=form], [name=level]")) input.checked = input.value === (all.get(input.name) || "");
    if (facts && facts.competency.has(all.get("competency"))) offer([all.get("competency")]);
    for (const input of form.querySelectorAll("[name=competency]")) input.checked = input.value === all.get("competency");
    const held = new DataTransfer();
    one.files.forEach((file) => held.items.add(file));
    on("file-photo").files = held.files;
    saysFiles();
    usual();
    sum();
    on("who").scrollIntoView({ block: "start" });
  };

  const competencyName = () => (competency() ? wordsOf(competency()) : "");
  return { chosen, clear, competencyName, files, fill, label, load, missing, nameOf: wordsOf, sum };
};
