// The one thing the server cannot say itself: that it does not answer.
document.addEventListener("htmx:error", () => {
  const words = document.getElementById("offline");
  const toasts = document.getElementById("toasts");
  if (words && toasts) toasts.replaceChildren(words.content.cloneNode(true));
});
