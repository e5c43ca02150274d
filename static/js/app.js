// Makes pages nicer; nothing here is needed. Every page works without it.
const root = document.documentElement;

/* Theme: the radios of the account menu. "system" is kept as no choice at all. */
const savedTheme = () => {
  try {
    return localStorage.getItem("theme") ?? "system";
  } catch {
    return "system";
  }
};

const chooseTheme = (theme) => {
  const chosen = theme === "light" || theme === "dark";
  if (chosen) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (chosen) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // The choice then lasts as long as the page does.
  }
};

for (const radio of document.querySelectorAll('input[name="theme"]')) radio.checked = radio.value === savedTheme();

document.addEventListener("change", ({ target }) => {
  if (target.matches?.('input[name="theme"]')) chooseTheme(target.value);
});

/* Copy: a button with data-copy="id of the element" copies that element's text or value, and says so. */
const copyText = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http in a local network has no clipboard of its own; a selected field still has.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("copying was refused");
};

const say = (words) => {
  const region = document.getElementById("announce");
  if (region) region.textContent = words;
};

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const label = button.querySelector("[data-copy-label]");
  const before = label?.textContent;
  try {
    await copyText((source.value ?? source.textContent).trim());
    if (label) label.textContent = "Copied";
    say("Copied");
  } catch {
    if (label) label.textContent = "Select and copy it by hand";
    say("The browser refused to copy. Select the text and copy it by hand.");
    getSelection()?.selectAllChildren(source);
  }
  if (label) setTimeout(() => (label.textContent = before), 2500);
});

/* "/" goes to the search field, as long as the person is not typing somewhere else. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector('.search input[type="search"]');
  if (!search || search.offsetParent === null) return;
  event.preventDefault();
  search.focus();
});

/* A live region only speaks when it changes, so words that came with the page are said once more. */
const flash = document.getElementById("flash");
if (flash?.childElementCount) {
  const words = [...flash.children].map((child) => child.textContent.trim()).join(" ");
  setTimeout(() => say(words), 300);
}

/* A new member's days begin and end where they are; the settings change it. */
for (const field of document.querySelectorAll('input[type="hidden"][name="time_zone"]')) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

/* A form that came back with errors: the person starts at the list of what is wrong, or at the one wrong field. */
(document.querySelector("[data-error-summary]") ?? document.querySelector('[aria-invalid="true"]'))?.focus();

/* One press sends a form once. The lock opens again after a while, and when the page comes back from the history. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A download leaves its page where it was, and the same form must still be able to do the rest.
  if (form.method !== "post" || event.submitter?.hasAttribute("data-download")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, event.defaultPrevented ? 0 : 8000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
