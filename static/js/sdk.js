// Works out the SHA-256 of a file that someone chose, so that co-workers can compare theirs. The file is read here and goes
// nowhere: its field has no name and stands in no form. Without a script the page shows the commands that do the same.
const most = 1 << 30;

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

const fill = (id, value) => {
  const field = document.getElementById(id);
  if (field) field.value = value;
};

// A version as file names carry it: spaces-sdk-2.0.28.zip.
const versionIn = (name) => /(\d+(?:\.\d+){1,3})/.exec(name)?.[1] ?? "";

for (const input of document.querySelectorAll("input[data-fingerprint]")) {
  const says = document.getElementById(input.dataset.says);
  const say = (words) => {
    if (says) says.textContent = words;
  };
  if (!globalThis.crypto?.subtle) {
    // Browsers give no digest to pages over plain http.
    input.disabled = true;
    say("This browser works out no fingerprint here, because the page does not come over https. Use the command below.");
    continue;
  }
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > most) {
      say("This file is larger than 1 GB. Use the command below.");
      return;
    }
    say("Working it out…");
    try {
      const sum = hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      if (input.files?.[0] !== file) return;
      fill(input.dataset.fingerprint, sum);
      fill(input.dataset.fileName, file.name);
      const version = document.getElementById(input.dataset.version);
      if (version && !version.value) version.value = versionIn(file.name);
      const platform = ["javascript", "android", "ios"].find((one) => file.name.toLowerCase().includes(one));
      const form = document.getElementById(input.dataset.fingerprint)?.form;
      const choice = form?.querySelector(`input[name="platform"][value="${platform}"]`);
      if (choice && !form.querySelector('input[name="platform"]:checked')) choice.checked = true;
      say(`Worked out for ${file.name} and filled in below. The file stayed on this computer.`);
    } catch {
      say("The file could not be read. Choose it again, or use the command below.");
    }
  });
}
