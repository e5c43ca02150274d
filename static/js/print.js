// Prints the page it stands on: for a button with data-print. Without a script the browser's own command does the same.
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-print]")) print();
});
