// A passkey that was not given (cancelled, none on this device) is told on the page; allauth would only tell the console.
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("passkey-failed");
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
  notice.focus();
});
