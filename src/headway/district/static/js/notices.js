// How many notices are unread, beside their link in the header. Without scripts, or without a network, the link does.
(() => {
  const place = document.querySelector("[data-unread-from]");
  if (!place) return;
  fetch(place.dataset.unreadFrom, { headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then((answer) => (answer.ok && !answer.redirected ? answer.json() : { count: 0 }))
    .then(({ count, words }) => {
      if (!count) return;
      place.querySelector("[data-number]").textContent = count > 99 ? "99+" : count;
      place.querySelector("[data-words]").textContent = words;
      place.hidden = false;
    })
    .catch(() => {});
})();
