// Keeps the waiting room up to date: events say that something has changed, and the page itself says what.
const NEWS = document.getElementById('news');
const FALLBACK = ['paused', 'refresh'].map((id) => document.getElementById(id));
const live = () => document.getElementById('live');

/** Browsers come back by themselves when a stream breaks, and never when it is refused, as by an instance that is stopping. */
const AGAIN_MS = 5_000;

let source;
let waiting;
let busy = false;
let again = false;

function fallBack(shown) {
  for (const element of FALLBACK) element.hidden = !shown;
}

function connect() {
  clearTimeout(waiting);
  source = new EventSource(live().dataset.events);
  source.addEventListener('open', () => fallBack(false));
  source.addEventListener('error', ({ target }) => {
    fallBack(true);
    if (target.readyState === EventSource.CLOSED) waiting = setTimeout(connect, AGAIN_MS);
  });
  source.addEventListener('progress', (event) => {
    if (event.lastEventId !== live().dataset.version) void refresh();
  });
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
}

async function refresh() {
  again = true;
  if (busy) return;
  busy = true;
  while (again) {
    again = false;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      fallBack(true);
    }
  }
  busy = false;
}

function show(page) {
  const next = page.getElementById('live');
  if (!next) return;
  const inside = live().contains(document.activeElement);
  const { id } = document.activeElement ?? {};
  live().replaceWith(document.adoptNode(next));
  if (inside) (document.getElementById(id) ?? document.getElementById('headline')).focus();
  NEWS.textContent = document.getElementById('headline').textContent;
}

// A page that the browser keeps for the way back holds no connection.
addEventListener('pagehide', () => {
  clearTimeout(waiting);
  source?.close();
});
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  connect();
  void refresh();
});
connect();
