/* Conveniences of the console's pages, which all work without it. */
(() => {
  "use strict";

  // ---- times in the reader's zone; the title keeps them in UTC

  const local = new Intl.DateTimeFormat("sv-SE", {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });

  function showTimes(root) {
    root.querySelectorAll("time.at").forEach(time => { time.textContent = local.format(new Date(time.dateTime)); });
  }

  /** A field for a time shows it in the reader's zone and sends it in UTC. */
  function readTimes() {
    document.querySelectorAll("input[data-time]").forEach(field => {
      const utc = field.value && new Date(field.value + "Z");
      const sent = Object.assign(document.createElement("input"), { type: "hidden", name: field.name, value: utc && utc.toISOString() });
      field.removeAttribute("name");
      field.value = utc && local.format(utc).replace(" ", "T");
      field.addEventListener("change", () => { sent.value = field.value ? new Date(field.value).toISOString() : ""; });
      field.after(sent);
      field.closest("label").querySelectorAll(".utc").forEach(hint => hint.remove());
    });
  }

  // ---- addresses that say what is asked for and nothing else

  function shortAddresses() {
    document.querySelectorAll("form[method=get]").forEach(form => form.addEventListener("submit", () => {
      const blank = [...form.elements].filter(field => field.name && field.value === "");
      blank.forEach(field => { field.disabled = true; });
      setTimeout(() => blank.forEach(field => { field.disabled = false; }));
    }));
  }

  // ---- tables that are cards on a narrow screen: each cell says its column, and each part what it is

  function labelCells(root) {
    root.querySelectorAll("table").forEach(table => {
      const names = [...table.querySelectorAll("thead th")].map(head => head.textContent.trim().replace(/\s+/g, " "));
      table.setAttribute("role", "table");
      table.querySelectorAll("thead, tbody").forEach(group => group.setAttribute("role", "rowgroup"));
      table.querySelectorAll("tr").forEach(row => {
        row.setAttribute("role", "row");
        [...row.cells].forEach((cell, index) => {
          cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "row" ? "rowheader" : "columnheader");
          cell.dataset.label = names[index] || "";
        });
      });
    });
  }

  // ---- rows that are newer than the newest one shown

  function watch(region) {
    document.querySelectorAll(".live").forEach(hint => { hint.hidden = false; });
    const look = async () => {
      if (!document.hidden) {
        await fetch(location.href, { headers: { Accept: "text/html" } }).then(answer => answer.ok ? answer.text() : null)
          .then(text => text && join(region, new DOMParser().parseFromString(text, "text/html").getElementById(region.id))).catch(() => {});
      }
      setTimeout(look, region.dataset.live * 1000);
    };
    setTimeout(look, region.dataset.live * 1000);
  }

  function join(region, fresh) {
    const rows = region.querySelector("ol");
    const found = fresh && fresh.querySelector("ol");
    if (!found) {
      return;
    }
    if (!rows) {
      region.replaceChildren(found);
    } else {
      const newest = Number(rows.firstElementChild.dataset.id);
      const more = [...found.children].filter(row => Number(row.dataset.id) > newest);
      more.forEach(row => row.classList.add("new"));
      rows.prepend(...more);
      [...rows.children].slice(region.dataset.most).filter(row => !row.querySelector("details[open]")).forEach(row => row.remove());
    }
    showTimes(region);
  }

  // ---- keys

  const places = () => [...document.querySelectorAll("[data-row], [data-choice]")];

  function move(step) {
    const all = places();
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  function tick() {
    const box = document.activeElement.closest("tr")?.querySelector("input[type=checkbox]");
    if (box) {
      box.checked = !box.checked;
    }
  }

  function keys(event) {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (link) {
      link.click();
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "x") {
      tick();
    }
  }

  if (places().length) {
    document.addEventListener("keydown", keys);
    document.querySelectorAll(".keys").forEach(help => { help.hidden = false; });
  }
  readTimes();
  shortAddresses();
  showTimes(document);
  labelCells(document);
  document.querySelectorAll("[data-live]").forEach(watch);
  document.body.addEventListener("htmx:afterSettle", () => {
    showTimes(document);
    labelCells(document);
  });
})();
