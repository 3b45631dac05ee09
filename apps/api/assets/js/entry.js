// The token of a link stands behind the #. It goes into the form, out of the address bar and the history, and then on its way.
const form = document.getElementById('entry');
const token = location.hash.slice(1);

if (form && /^[\w-]{43}$/.test(token)) {
  history.replaceState(null, '', location.pathname);
  form.elements.namedItem('link').value = token;
  form.requestSubmit();
}
