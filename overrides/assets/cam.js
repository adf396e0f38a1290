// What every page needs beyond HTML: colour scheme, "/" for the search, expandable acronyms, filters. All of it is optional.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const scheme = document.querySelector("[data-scheme-switch]");
  if (scheme) {
    const root = document.documentElement;
    const isDark = () => (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const show = () => scheme.setAttribute("aria-pressed", String(isDark()));
    scheme.hidden = false;
    show();
    scheme.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      try { localStorage.setItem("scheme", root.dataset.scheme); } catch { /* private mode: the choice lasts for this page */ }
      show();
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const field = document.querySelector("main input[type=search]");
    if (field) field.focus();
    else document.querySelector("[data-search-link]").click();
  });

  for (const term of all("a.term")) {
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
    const toggle = (event) => {
      event.preventDefault();
      const open = term.nextElementSibling?.classList.contains("expansion");
      term.setAttribute("aria-expanded", String(!open));
      if (open) { term.nextElementSibling.remove(); return; }
      const expansion = document.createElement("span");
      const link = document.createElement("a");
      expansion.className = "expansion";
      link.href = term.href;
      link.textContent = term.dataset.expansion;
      expansion.append(" (", link, ")");
      term.after(expansion);
    };
    term.addEventListener("click", toggle);
    term.addEventListener("keydown", (event) => { if (event.key === " ") toggle(event); });
  }

  const address = () => new URL(location.href);
  // What a person seeks on the move stays behind the #, which no browser sends to a server.
  const given = (privately) => (privately ? new URLSearchParams(location.hash.slice(1)) : address().searchParams);
  const remember = (name, value, privately = false) => {
    const url = address();
    const choices = given(privately);
    if (value) choices.set(name, value); else choices.delete(name);
    if (privately) url.hash = new URLSearchParams([...choices].filter(([, chosen]) => chosen)).toString();
    else url.search = choices.toString();
    history.replaceState(null, "", url);
  };

  for (const table of all("table[data-filter]")) {
    const box = document.createElement("p");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    const rows = all("tbody tr", table).map((row) => [row, fold(row.textContent)]);
    box.className = "table-filter";
    input.type = "search";
    count.setAttribute("role", "status");
    label.append(table.dataset.filter + " ", input);
    box.append(label, count);
    table.parentElement.before(box);
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        const hit = words.every((word) => text.includes(word));
        row.toggleAttribute("data-hidden", !hit);
        shown += hit;
      }
      count.textContent = words.length ? `${shown} / ${rows.length}` : "";
      remember("filter", input.value);
    };
    input.addEventListener("input", apply);
    input.value = address().searchParams.get("filter") || "";
    if (input.value) apply();
  }

  // Filters: each field of a form narrows the .entry elements beside it; the choice is kept in the address.
  const words = (text) => fold(text).split(/\s+/).filter(Boolean);
  const stepAt = (steps, day) => steps.reduce((found, step) => (step.slice(0, 10) <= day ? step.slice(11) : found), "");
  const tests = {
    in: (entry, value) => entry.words.includes(value) || entry.words.includes("*"),
    from: (entry, value) => entry.raw >= value,
    to: (entry, value) => entry.raw !== "" && entry.raw <= value,
    within: (entry, value) => entry.words[0] <= value && value <= entry.words[1],
    search: (entry, value) => words(value).every((word) => entry.text.includes(word)),
    day: (entry, value) => stepAt(entry.words, value) !== "no",
  };

  for (const form of all("form[data-filters]")) {
    const root = form.parentElement;
    const status = form.querySelector("[data-count]");
    const privately = form.hasAttribute("data-private");
    const fields = all("select, input", form);
    const cache = all(".entry", root).map((element) => {
      const known = Object.fromEntries(Object.entries(element.dataset).map(([key, raw]) => [key, { raw, words: raw.split(" ") }]));
      return [element, known];
    });
    const look = (known, element, field) => (field.dataset.test === "search"
      ? (known.search ||= { text: fold(element.textContent) })
      : known[field.dataset.key] || { raw: "", words: [] });
    const apply = () => {
      const chosen = fields.filter((field) => field.value);
      const day = chosen.find((field) => field.dataset.test === "day");
      let shown = 0;
      for (const [element, known] of cache) {
        const asked = !chosen.length || !known.with || chosen.some((field) => known.with.words.includes(field.name));
        const hit = asked && chosen.every((field) => tests[field.dataset.test || "in"](look(known, element, field), field.value));
        element.toggleAttribute("data-hidden", !hit);
        element.toggleAttribute("data-uncertain", Boolean(hit && day && stepAt(look(known, element, day).words, day.value) === "unknown"));
        shown += hit && !known.uncounted;
      }
      for (const group of all("[data-group]", root).reverse()) {
        group.toggleAttribute("data-hidden", !group.querySelector(".entry:not([data-hidden])"));
      }
      for (const link of all(".jump a", root)) {
        link.parentElement.toggleAttribute("data-hidden", Boolean(document.getElementById(link.hash.slice(1))?.closest("[data-hidden]")));
      }
      status.textContent = shown ? status.dataset.count.replace("{n}", shown) : status.dataset.none;
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const field of fields) {
      field.value = given(privately).get(field.name) || "";
      field.addEventListener(field.tagName === "SELECT" ? "change" : "input", () => { apply(); remember(field.name, field.value, privately); });
    }
    apply();
  }

  // Comparison: of a table with one column a record, show only the chosen ones.
  for (const table of all("table[data-compare]")) {
    const form = table.closest("section").querySelector("form");
    const fields = all("select", form);
    const parameter = table.dataset.compare;
    const index = new Map(all("thead [data-state]", table).map((cell) => [cell.dataset.state, cell.cellIndex]));
    const apply = () => {
      const chosen = fields.map((field) => field.value).filter(Boolean);
      const columns = new Set(chosen.map((state) => index.get(state)));
      for (const row of table.rows) {
        let varies = new Set();
        for (const cell of row.cells) {
          const hide = cell.cellIndex > 0 && columns.size > 0 && !columns.has(cell.cellIndex);
          cell.toggleAttribute("data-hidden", hide);
          if (cell.cellIndex > 0 && !hide) varies.add(cell.textContent.trim());
        }
        row.toggleAttribute("data-differs", columns.size > 1 && varies.size > 1 && row.parentElement.tagName === "TBODY");
      }
      table.parentElement.toggleAttribute("data-chosen", columns.size > 0);
      remember(parameter, chosen.join("."));
    };
    form.hidden = false;
    (address().searchParams.get(parameter) || "").split(".").forEach((state, place) => {
      if (fields[place] && index.has(state)) fields[place].value = state;
    });
    for (const field of fields) field.addEventListener("change", apply);
    apply();
  }
})();
