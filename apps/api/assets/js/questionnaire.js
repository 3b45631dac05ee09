import './once.js';

// Number keys choose an answer where the focus is; 1 and 0 in a row are 10 on the long scale.
const PATIENCE_MS = 800;
let latest = { at: 0, digits: '', scale: null };

document.addEventListener('keydown', (event) => {
  const scale = event.target.closest?.('.scale');
  if (!scale || !/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const goesOn = latest.scale === scale && event.timeStamp - latest.at < PATIENCE_MS;
  const choices = [goesOn ? latest.digits + event.key : '', event.key];
  for (const digits of choices.filter(Boolean)) {
    const choice = scale.querySelector(`input[value="${digits}"]`);
    if (!choice) continue;
    latest = { at: event.timeStamp, digits, scale };
    choice.checked = true;
    choice.focus();
    event.preventDefault();
    return;
  }
});
