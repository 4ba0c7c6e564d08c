// The table of trials: filters what the page holds as JSON and shows a page of it at a
// time. All text is set as text, never as markup.
(() => {
  const ROWS_PER_PAGE = 50;
  const byId = (id) => document.getElementById(id);
  const { runs, cells, outcomes, messages, rows } = JSON.parse(
    byId('trial-data').textContent,
  );
  const form = byId('trial-filters');
  const body = byId('trial-table').tBodies[0];
  const { previous, next } = Object.fromEntries(
    [...byId('trial-pages').querySelectorAll('button')].map((each) => [each.name, each]),
  );
  const grouped = new Intl.NumberFormat('en-US');
  let [matching, page] = [rows, 0];

  const trials = rows.map(
    ([run, trial, cell, outcome, attempts, preempts, ms, message]) => {
      const [experiment, variant, subject] = cells[cell];
      return {
        experiment,
        subject,
        outcome: outcomes[outcome],
        columns: [
          `${runs[run]} ${trial}`,
          ...[experiment, variant, subject, outcomes[outcome]],
          ...[attempts, preempts, ms],
          messages[message],
        ],
      };
    },
  );
  const figures = new Set([5, 6, 7]);

  const rowOf = ({ columns }) => {
    const row = document.createElement('tr');
    columns.forEach((value, place) => {
      const cell = document.createElement(place === 0 ? 'th' : 'td');
      if (place === 0) cell.scope = 'row';
      if (figures.has(place)) cell.className = 'figure';
      if (place === columns.length - 1) cell.dir = 'auto';
      cell.textContent = figures.has(place) ? grouped.format(value) : value;
      row.append(cell);
    });
    return row;
  };

  const show = () => {
    const pages = Math.max(1, Math.ceil(matching.length / ROWS_PER_PAGE));
    page = Math.min(Math.max(0, page), pages - 1);
    const start = page * ROWS_PER_PAGE;
    body.replaceChildren(...matching.slice(start, start + ROWS_PER_PAGE).map(rowOf));
    byId('trial-count').textContent =
      `${grouped.format(matching.length)} of ${grouped.format(trials.length)} trials`;
    byId('trial-page').textContent = `page ${page + 1} of ${pages}`;
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
  };

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    matching = trials.filter(
      (trial) =>
        ['experiment', 'subject', 'outcome'].every(
          (name) => wanted[name] === '' || trial[name] === wanted[name],
        ) &&
        words.every((word) =>
          trial.columns.some((value) => String(value).toLowerCase().includes(word)),
        ),
    );
    page = 0;
    show();
  };

  for (const name of ['experiment', 'subject', 'outcome']) {
    const values = [...new Set(trials.map((trial) => trial[name]))].sort();
    form.elements[name].append(...values.map((value) => new Option(value, value)));
  }
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  previous.addEventListener('click', () => {
    page -= 1;
    show();
  });
  next.addEventListener('click', () => {
    page += 1;
    show();
  });
  filter();
})();
