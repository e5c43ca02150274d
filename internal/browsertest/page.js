(name, args) => {
  // Runs inside the page under test; see ask in tab.go. Gives {Value} or {Fault}.
  const [scope, ...rest] = args;
  const fault = (words) => { throw words; };
  const within = scope ? document.querySelector(scope) : document;
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const spoken = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (e.getAttribute("aria-label")) return tidy(e.getAttribute("aria-label"));
    if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
    return tidy(e.value && e.tagName === "INPUT" ? e.value : e.textContent);
  };
  const labelOf = (e) => {
    if (e.labels?.length) return tidy([...e.labels].map((l) => l.textContent).join(" "));
    return spoken(e);
  };
  // The best of several: the same words, else words that begin so, else words that hold it; seen before unseen.
  const best = (list, words, namer) => {
    for (const seen of [true, false])
      for (const fits of [(n) => n === words, (n) => n.startsWith(words), (n) => n.includes(words)])
        for (const e of list) if ((!seen || shown(e)) && fits(namer(e))) return e;
    return null;
  };
  const find = (selector, words, namer, what) => {
    const list = [...within.querySelectorAll(selector)];
    const found = best(list, words, namer);
    if (!found) fault(`no ${what} reads so; there are: ${[...new Set(list.map(namer))].join(" | ")}`);
    // What is folded away is opened first, as a person would.
    for (let d = found.closest("details"); d; d = d.parentElement?.closest("details"))
      if (!(found.tagName === "SUMMARY" && found.parentElement === d)) d.open = true;
    if (!shown(found)) fault(`the ${what} is there but cannot be seen`);
    return found;
  };
  const middle = (e) => {
    e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const r = [...e.getClientRects()].find((r) => r.width > 0) ?? e.getBoundingClientRect();
    const at = { X: r.x + r.width / 2, Y: r.y + r.height / 2 };
    const top = document.elementFromPoint(at.X, at.Y);
    const same = top && (e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(top)));
    if (!same) fault(`it lies under ${top ? top.tagName + "." + top.className : "nothing"}`);
    return at;
  };
  const fields = "input:not([type=hidden]):not([type=submit]), select, textarea";
  const set = (e, value) => {
    e.value = value;
    e.dispatchEvent(new Event("input", { bubbles: true }));
    e.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const functions = {
    text: (selector) => tidy(within.querySelector(selector)?.innerText),
    rows: (selector) => [...within.querySelectorAll(selector)].map((e) => tidy(e.innerText)),
    count: (selector) => within.querySelectorAll(selector).length,
    style: (selector, property) => getComputedStyle(within.querySelector(selector)).getPropertyValue(property),
    links: (selector) => [...within.querySelectorAll(`${selector} a[href]`)].map((a) => a.getAttribute("href")),
    value: (label) => find(fields, label, labelOf, "field").value,
    control: (words) => middle(find("button, a[href], summary, input[type=submit]", words, spoken, "button or link")),
    element: (selector) => middle(within.querySelector(selector) ?? fault("there is none")),
    tick: (label) => {
      const e = find("input[type=checkbox], input[type=radio]", label, labelOf, "choice");
      return e.checked ? null : middle(e.getClientRects()[0].width > 1 ? e : e.labels[0]);
    },
    focus: (label, words) => {
      const e = find(fields, label, labelOf, "field");
      if (e.tagName === "SELECT") {
        const option = best([...e.options], words, (o) => tidy(o.textContent)) ?? [...e.options].find((o) => o.value === words);
        if (!option) fault(`no option reads ${words}; there are: ${[...e.options].map((o) => tidy(o.textContent)).join(" | ")}`);
        set(e, option.value);
        return "done";
      }
      if (["date", "time", "month", "datetime-local", "number"].includes(e.type)) {
        set(e, words);
        return "done";
      }
      e.focus();
      e.select?.();
      return words === "" ? (set(e, ""), "done") : "text";
    },
    unfold: () => {
      const list = [...within.querySelectorAll("details:not([open])")];
      for (const e of list) e.open = true;
      return list.length;
    },
    wide: () => {
      const root = document.documentElement;
      if (root.scrollWidth <= innerWidth) return "";
      const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
      const names = out.slice(0, 6).map((e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join(""));
      return `${root.scrollWidth} px in ${innerWidth} px: ${names.join(" ")}`;
    },
    // Text that stands a few letters a line: a box that collapsed, which no other check sees.
    squeezed: () => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const out = new Set();
      while (texts.nextNode()) {
        const e = texts.currentNode.parentElement;
        if (texts.currentNode.length < 8 || !tidy(texts.currentNode.data) || !shown(e)) continue;
        const { width, height } = e.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (width < 3 * size && height > 5 * size && getComputedStyle(e).writingMode === "horizontal-tb") out.add(tidy(e.textContent).slice(0, 40));
      }
      return [...out].slice(0, 4).join(" | ");
    },
    forms: () => [...new Set([...document.querySelectorAll("form[method=post]")].map((f) => f.getAttribute("action")))],
    sendForm: (action, words) => {
      const form = [...document.querySelectorAll("form[method=post]")].find((f) => f.getAttribute("action") === action);
      [...form.elements].forEach((e, i) => {
        if (e.type === "radio" || e.type === "checkbox") e.checked = true;
        else if (e.tagName === "SELECT") e.selectedIndex = e.options.length - 1;
        else if (["text", "search", "url", "email", "textarea", "tel"].includes(e.type)) e.value = words[i % words.length] + (e.type === "textarea" ? words.join(" ") : "");
        else if (e.type === "date") e.value = "2026-06-01";
      });
      HTMLFormElement.prototype.submit.call(form);
      return true;
    },
  };
  try {
    if (!within) fault(`there is no ${scope}`);
    return { Value: functions[name](...rest) };
  } catch (words) {
    return { Fault: String(words?.stack ?? words) };
  }
}
