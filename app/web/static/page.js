// What the pages do beyond links and forms. Without it everything still works; keys are those of the keyboard's
// places (event.code), so that they are the same under Thai letters.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const view = document.querySelector("[data-view]");
  const cards = all(".field[data-path]");
  const stops = cards.length ? cards : all(".hit, .queue tbody tr");
  let at = -1, zoom = 0;

  const byPath = (list, path) => list.find((one) => one.dataset.path === path);

  // Brings a box into the middle of the scan, moving nothing but the scan.
  function centre(box) {
    const there = box.getBoundingClientRect(), frame = view.getBoundingClientRect();
    view.scrollBy({
      top: (there.top + there.bottom) / 2 - (frame.top + frame.bottom) / 2,
      left: (there.left + there.right) / 2 - (frame.left + frame.right) / 2,
    });
  }

  function light(path, from) {
    all(".lit").forEach((one) => one.classList.remove("lit"));
    const box = byPath(all(".box"), path), card = byPath(cards, path);
    if (box) { box.classList.add("lit"); if (view) centre(box); }
    if (!card) return;
    card.classList.add("lit");
    at = stops.indexOf(card);
    if (from === "box" || from === "key") card.scrollIntoView({ block: from === "box" ? "start" : "nearest" });
    if (from === "key" || from === "box") card.focus({ preventScroll: true });
    history.replaceState(null, "", "#f-" + path);
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest(".box"), name = event.target.closest("h2 a[data-path]");
    if (!(box || name) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    light((box || name).dataset.path, box ? "box" : "card");
  });

  // A scan that is not where it was read, or another by now: say so, and show what was read of it.
  function miss(picture) {
    const figure = picture.closest("figure");
    figure.querySelector(".gone").hidden = false;
    figure.querySelector(".text").open = true;
    figure.querySelector(".paper").hidden = true;
  }
  all(".paper img").forEach((one) => {
    if (one.complete && !one.naturalWidth) miss(one);
    else one.addEventListener("error", () => miss(one));
  });

  function setZoom(step) {
    zoom = step === 0 ? 0 : Math.min(4, Math.max(0, zoom + step));
    view.className = zoom ? "view zoom-" + zoom : "view";
    if (zoom > 1) all("img[data-full]").forEach((one) => { if (one.complete) { one.src = one.dataset.full; delete one.dataset.full; } });
    const lit = document.querySelector(".box.lit");
    if (lit) centre(lit);
  }
  all("[data-zoom]").forEach((one) => one.addEventListener("click", () => setZoom(Number(one.dataset.zoom))));

  // The other language shows the same place.
  all("[data-language]").forEach((one) => one.addEventListener("click", () => { one.hash = location.hash; }));

  const help = document.getElementById("help");
  all("[data-help]").forEach((one) => one.addEventListener("click", () => help.showModal()));

  function go(step, wanted) {
    const found = stops.findIndex((one, n) => (step > 0 ? n > at : n < at) && wanted(one));
    const before = stops.findLastIndex((one, n) => n < at && wanted(one));
    const next = step > 0 ? found : before;
    if (next < 0) return;
    at = next;
    const one = stops[at];
    if (one.dataset.path) return light(one.dataset.path, "key");
    stops.forEach((other) => other.classList.toggle("lit", other === one));
    one.querySelector("a").focus();
  }

  function follow(step) {
    const links = all(".bundle li a"), here = links.findIndex((one) => !("neighbour" in one.dataset));
    const next = links[here + step];
    if (here >= 0 && next) location.href = next.href;
  }

  function review() {
    const form = stops[at] && stops[at].querySelector("details.review");
    if (!form) return;
    form.open = true;
    form.querySelector("select, textarea").focus();
  }

  const any = () => true, flagged = (one) => one.classList.contains("flagged");

  // What is left to be checked in this document, and then in the others.
  function nextFlagged() {
    if (stops.some((one, n) => n > at && flagged(one))) go(1, flagged);
    else if (cards.length) location.href = "/queue";
  }

  const keys = {
    KeyJ: () => go(1, any), KeyK: () => go(-1, any), KeyF: nextFlagged, KeyR: review,
    KeyN: () => follow(1), KeyP: () => follow(-1), KeyQ: () => { location.href = "/queue"; },
    Equal: () => view && setZoom(1), NumpadAdd: () => view && setZoom(1), Minus: () => view && setZoom(-1),
    NumpadSubtract: () => view && setZoom(-1), Digit0: () => view && setZoom(0),
    Slash: () => { const box = document.getElementById("text"); if (box) box.focus(); else location.href = "/"; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, textarea, select")) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) { event.preventDefault(); return help.showModal(); }
    const act = keys[event.code];
    if (act) { event.preventDefault(); act(); }
  });

  const linked = location.hash.replace(/^#[bf]-/, "");
  const found = document.querySelector(".found-line"), trouble = document.querySelector(".trouble");
  if (linked && byPath(cards, linked)) light(linked, "key");
  else if (trouble) trouble.scrollIntoView({ block: "center" });
  else if (found && view) centre(found);
})();
