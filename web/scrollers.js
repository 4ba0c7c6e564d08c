// What is wider than its place scrolls by itself: then, and only then, the keyboard gets
// there, and it has a name.
(() => {
  const scrollers = [...document.querySelectorAll('.wide, .picture')];
  const nameOf = (scroller) =>
    (
      scroller.querySelector('caption') ??
      scroller.parentElement.querySelector('figcaption')
    )?.textContent;

  const look = () => {
    for (const scroller of scrollers) {
      const isCut = scroller.scrollWidth > scroller.clientWidth;
      const attributes = {
        tabindex: '0',
        role: 'region',
        'aria-label': nameOf(scroller),
      };
      for (const [name, value] of Object.entries(attributes)) {
        if (isCut) scroller.setAttribute(name, value);
        else scroller.removeAttribute(name);
      }
    }
  };

  look();
  addEventListener('resize', look);
  document.addEventListener('toggle', look, true);
})();
