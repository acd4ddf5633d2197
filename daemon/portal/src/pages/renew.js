// Renews the page's figures in place, so that nobody has to press anything and no scroll position is lost.
const main = document.querySelector('main[data-renew]');
if (main) {
  setInterval(async () => {
    // Whoever is in the middle of a form, at something by keyboard, or has unfolded something is left alone.
    if (document.hidden || main.querySelector('details[open], :focus-visible')) return;
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    if (fresh) main.replaceChildren(...fresh.children);
  }, Number(main.dataset.renew) * 1000);
}
