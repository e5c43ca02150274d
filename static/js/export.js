// Follows a file on its way: the page of an export fetches itself once a second and shows how far it is. Without a script the
// page has a link that does the same.
const every = 1000;
let timer;
let quiet = 0;

const part = (page) => page.getElementById("export");

const follow = async () => {
  let next;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    next = part(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The network is away for a moment; the next round may reach it.
    next = part(document);
  }
  const now = part(document);
  if (!next || !now) return;
  const running = next.hasAttribute("data-live");
  if (running && now.hasAttribute("data-live")) {
    // Only what moves is changed, so that the focus stays on the button.
    now.querySelector("#export-progress").replaceWith(next.querySelector("#export-progress"));
  } else if (running !== now.hasAttribute("data-live") || now.textContent !== next.textContent) {
    const held = document.activeElement?.closest("#export button");
    now.replaceWith(next);
    if (held) next.querySelector("button")?.focus();
    const region = document.getElementById("announce");
    if (region) region.textContent = next.querySelector("#export-progress").textContent.trim();
  }
  quiet = running ? 0 : quiet + 1;
  // A file that was asked for may take a moment to begin.
  if (quiet < 5) timer = setTimeout(follow, every);
};

const begin = () => {
  clearTimeout(timer);
  quiet = 0;
  timer = setTimeout(follow, every);
};

if (part(document)?.hasAttribute("data-live")) begin();
document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.hasAttribute("data-download")) begin();
});
