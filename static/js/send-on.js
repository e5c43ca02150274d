// Sends a form on as soon as its page is there: for the page that the vendor sends people back to, which by itself changes
// nothing. Without a script its button does the same.
document.querySelector("form[data-send-on]")?.requestSubmit();
