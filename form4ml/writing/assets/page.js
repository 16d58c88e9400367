"use strict";
(() => {
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 64rem)");
  const tied = new Map();
  for (const node of document.querySelectorAll("[data-k]")) {
    for (const key of node.dataset.k.split(" ")) {
      if (!tied.has(key)) tied.set(key, []);
      tied.get(key).push(node);
    }
  }
  const look = document.querySelector(".look");
  const idle = look.textContent;
  let lit = [];

  const isValue = (node) => node.classList.contains("v");
  const partners = (node) => node.dataset.k.split(" ").flatMap((key) => tied.get(key) || []);

  function tell(value) {
    const said = value.dataset;
    look.textContent = "";
    look.classList.add("live");
    const add = (tag, text) => {
      const node = tag ? document.createElement(tag) : document.createTextNode(text);
      if (tag) node.textContent = text;
      look.append(node);
    };
    add("b", said.name);
    add("", " \u2014 read as ");
    add("q", said.read);
    add("", `, ${said.sure} % sure, ${said.where}, ${said.by}`);
    if (said.alt) {
      add("", "; or ");
      add("q", said.alt);
    }
  }

  function darken() {
    for (const node of lit) node.classList.remove("on");
    lit = [];
  }

  function still() {
    look.textContent = idle;
    look.classList.remove("live");
  }

  function light(node, follow) {
    darken();
    lit = partners(node);
    for (const other of lit) other.classList.add("on");
    const values = lit.filter(isValue);
    if (values.length) tell(isValue(node) ? node : values[0]);
    else still();
    const target = lit.find((other) => isValue(other) !== isValue(node));
    if (follow && wide.matches && target) {
      target.scrollIntoView({ block: "center", inline: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
  }

  const tie = (event) => (event.target.closest ? event.target.closest("[data-k]") : null);
  let waiting = 0;
  document.addEventListener("pointerover", (event) => {
    const node = tie(event);
    clearTimeout(waiting);
    if (!node || event.pointerType === "touch") return;
    light(node, false);
    waiting = setTimeout(() => light(node, true), 180);
  });
  document.addEventListener("pointerout", (event) => {
    if (!tie(event)) return;
    clearTimeout(waiting);
    const held = document.activeElement && document.activeElement.closest("[data-k]");
    if (held) light(held, false);
    else {
      darken();
      still();
    }
  });
  document.addEventListener("focusin", (event) => {
    const node = tie(event);
    if (node) light(node, true);
  });
  document.addEventListener("click", (event) => {
    const node = tie(event);
    if (!node || !wide.matches || event.metaKey || event.ctrlKey || (node.hash || "").startsWith("#n-")) return;
    event.preventDefault();
    node.focus({ preventScroll: true });
    light(node, true);
  });

  const doubtful = [...document.querySelectorAll("a.v.low, a.v.bad, .v.low[tabindex], .v.bad[tabindex]")];
  const next = document.querySelector("#next");
  if (next && doubtful.length) {
    let at = -1;
    next.hidden = false;
    next.addEventListener("click", () => {
      at = (at + 1) % doubtful.length;
      doubtful[at].focus();
      doubtful[at].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    });
  }

  const sheets = [...document.querySelectorAll(".sheet")];
  const zoom = document.querySelector("#zoom");
  if (zoom && sheets.length) {
    let size = 100;
    const shown = zoom.querySelector("output");
    zoom.hidden = false;
    zoom.addEventListener("click", (event) => {
      const step = event.target.dataset && event.target.dataset.step;
      if (!step) return;
      size = step === "0" ? 100 : Math.min(400, Math.max(50, size + Number(step)));
      for (const sheet of sheets) sheet.style.width = `${size}%`;
      shown.textContent = `${size} %`;
      if (lit.length) light(lit.find(isValue) || lit[0], true);
    });
  }
  root.classList.add("split");
})();
