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
  const remember = (name, value) => {
    const url = address();
    if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
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

  for (const form of all("form[data-filters]")) {
    const root = form.parentElement;
    const status = form.querySelector("[data-count]");
    const apply = () => {
      let shown = 0;
      for (const entry of all(".entry", root)) {
        const hit = all("select", form).every((select) => !select.value || entry.dataset[select.name].split(" ").includes(select.value));
        entry.toggleAttribute("data-hidden", !hit);
        shown += hit;
      }
      for (const group of all("[data-group]", root).reverse()) {
        group.toggleAttribute("data-hidden", !group.querySelector(".entry:not([data-hidden])"));
      }
      status.textContent = shown ? status.dataset.count.replace("{n}", shown) : status.dataset.none;
    };
    form.hidden = false;
    for (const select of all("select", form)) {
      select.value = address().searchParams.get(select.name) || "";
      select.addEventListener("change", () => { remember(select.name, select.value); apply(); });
    }
    apply();
  }
})();
