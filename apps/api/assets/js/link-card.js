// Copying and sending a link; without scripts people copy it from the field.
for (const card of document.querySelectorAll('[data-link-card]')) {
  const field = card.querySelector('input');
  const copy = card.querySelector('[data-copy]');
  const share = card.querySelector('[data-share]');
  const status = card.querySelector('[data-copied]');

  // The page answers a form: "back" and reload must not send it again.
  history.replaceState(null, '', card.dataset.address);
  field.addEventListener('focus', () => field.select());
  copy.addEventListener('click', () => {
    const copied = navigator.clipboard?.writeText(field.value) ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => (status.textContent = status.dataset.text),
      // Not allowed here: the link is selected, and the person copies it.
      () => field.focus(),
    );
  });
  // Its place stays free, so that nothing moves.
  if (!navigator.share) share.classList.add('is-absent');
  else
    share.addEventListener('click', () => {
      const { title, text } = share.dataset;
      // Closing the sheet is an answer, too.
      navigator.share({ title, text, url: field.value }).catch(() => undefined);
    });
}
