// Where this browser's owner lives is offered, never taken: the server may stand elsewhere.
const offer = document.getElementById("zone-here");
const field = offer && document.getElementById(offer.dataset.field);
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && zone && zone !== field.value) {
  offer.querySelector("span").textContent = zone;
  offer.hidden = false;
  offer.addEventListener("click", () => {
    field.value = zone;
    offer.hidden = true;
    field.focus();
  });
}
