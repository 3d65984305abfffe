// Sends what is typed and tapped without leaving the page; without it the same forms do the same.
const thread = () => document.getElementById("thread");
const toEnd = () => {
  if (thread()) thread().scrollTop = thread().scrollHeight;
};
toEnd();

// What the post office brings comes by itself; nobody's words and nobody's place in the chat are taken away.
const EVERY_MS = 4000;
setInterval(async () => {
  const talk = document.getElementById("talk");
  if (document.hidden || !talk || talk.dataset.busy) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("thread");
    if (!answer.ok || !next || talk.dataset.busy || next.innerHTML === thread().innerHTML) return;
    const { scrollTop, scrollHeight, clientHeight } = thread();
    thread().replaceWith(next);
    if (scrollTop + clientHeight > scrollHeight - 40) toEnd();
    else thread().scrollTop = scrollTop;
  } catch {
    // No connection for the moment: asked again.
  }
}, EVERY_MS);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || !document.getElementById("talk")?.contains(form)) return;
  event.preventDefault();
  const talk = document.getElementById("talk");
  if (talk.dataset.busy) return;
  talk.dataset.busy = "1";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("talk");
    if (!answer.ok || !next) throw new Error("no chat in the answer");
    const isTyping = form.classList.contains("type") || form.classList.contains("begin");
    talk.replaceWith(next);
    toEnd();
    if (isTyping) document.getElementById("text")?.focus();
  } catch {
    // Once more as the browser does it: its own page says what is wrong.
    resend(form, event.submitter);
  }
});

function resend(form, tapped) {
  if (tapped?.name) {
    const { name, value } = tapped;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.submit();
}
