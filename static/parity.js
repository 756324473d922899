// The one thing the server cannot say itself: that it does not answer, until it does again.
document.addEventListener("htmx:error", () => {
  const words = document.getElementById("offline");
  const toasts = document.getElementById("toasts");
  if (words && toasts) toasts.replaceChildren(words.content.cloneNode(true));
});
document.addEventListener("htmx:after:request", () => document.getElementById("no-answer")?.remove());
