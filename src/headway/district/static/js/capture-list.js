// What was captured on this phone and where it is: waits, saved, needs another look; with what can be done about it.

const text = (tag, words, kind = "") => {
  const part = document.createElement(tag);
  part.textContent = words;
  if (kind) part.className = kind;
  return part;
};
export const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }).format(moment);

const button = (words, label, does) => {
  const one = text("button", words, "button is-quiet is-small");
  one.type = "button";
  one.setAttribute("aria-label", `${words}: ${label}`);
  one.addEventListener("click", does);
  return one;
};

const line = (label, told, actions, kind = "") => {
  const item = document.createElement("li");
  if (kind) item.className = kind;
  const what = document.createElement("div");
  what.className = "what";
  what.append(text("p", label));
  for (const sentence of told.filter(Boolean)) what.append(text("p", sentence, "quiet"));
  const does = document.createElement("div");
  does.className = "does";
  does.append(...actions);
  item.append(what, does);
  return item;
};

/** Draw the list anew. queue: what waits; saved: [{label, at, undo, taken}] of this look. does: the acts. */
export const draw = (list, words, queue, saved, does) => {
  const items = [];
  for (const one of queue) {
    const label = one.label || words.waits;
    if (one.state === "thrown") {
      items.push(line(label, [words.thrown], [button(words.back, label, () => does.bringBack(one))], "is-thrown"));
    } else if (one.state === "locked") {
      items.push(line(label, [words.locked], [button(words.throw, label, () => does.throwAway(one))]));
    } else if (one.state === "refused") {
      const actions = [button(words.again, label, () => does.again(one))];
      if (one.field === "file") actions.push(button(words.without, label, () => does.without(one)));
      actions.push(button(words.change, label, () => does.change(one)), button(words.throw, label, () => does.throwAway(one)));
      items.push(line(label, [`${words.needsLook}: ${one.sentence} ${one.remedy}`], actions, "needs-look"));
    } else {
      items.push(line(label, [words.waits], [button(words.throw, label, () => does.throwAway(one))]));
    }
  }
  for (const one of saved.slice(0, 5)) {
    if (one.taken) items.push(line(one.label, [words.thrown], [button(words.back, one.label, () => does.restore(one))], "is-thrown"));
    else items.push(line(one.label, [words.saved.replace("%s", clock(one.at)), one.note], [button(words.undo, one.label, () => does.undo(one))]));
  }
  list.replaceChildren(...items);
  list.hidden = !items.length;
};
