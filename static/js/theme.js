// Runs in the head, before the first paint, so that no page flashes in the wrong colours.
// Order: ?theme= in the address, then the saved choice, then the system's own setting (no attribute).
(() => {
  const root = document.documentElement;
  let theme = new URLSearchParams(location.search).get("theme");
  try {
    theme ??= localStorage.getItem("theme");
  } catch {
    // Storage can be forbidden; the system's setting is then the answer.
  }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.dataset.script = "";
})();
