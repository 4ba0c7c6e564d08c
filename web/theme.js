// The colours of the page: those of the system unless the reader chose others.
(() => {
  const choice = document.getElementById('theme');
  const KEY = 'preempt-lab-theme';

  // A page opened from a file may have no storage; the choice then lasts as long as it.
  const remembered = () => {
    try {
      return localStorage.getItem(KEY) ?? '';
    } catch {
      return '';
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Nothing is lost but the memory of it.
    }
  };
  const show = (theme) => {
    if (theme === '') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };

  choice.value = remembered();
  show(choice.value);
  choice.addEventListener('change', () => {
    show(choice.value);
    remember(choice.value);
  });

  // On paper nothing can be opened any more.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });
})();
