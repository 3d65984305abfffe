// Asks now and then whether something new has come and says so; the page itself needs none of this.
const EVERY_MS = 4000;
const shown = Number(document.querySelector("main").dataset.latest);
const note = document.getElementById("fresh");

const timer = setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(`/postbox/latest${location.search}`, {
      headers: { accept: "application/json" },
    });
    if (!answer.ok) return;
    const { latest } = await answer.json();
    if (latest <= shown) return;
    clearInterval(timer);
    // Whoever has not begun to read sees it at once; nobody's place on the page is taken away.
    if (scrollY === 0) location.reload();
    else note.hidden = false;
  } catch {
    // No connection for the moment: asked again.
  }
}, EVERY_MS);
