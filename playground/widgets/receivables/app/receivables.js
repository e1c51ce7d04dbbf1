/* Dashboard: what customers owe, by age. */
(() => {
  const { element, shape, money, day, daysOverdue, skeleton, failure, fitHeight, unpaidInvoices } =
    window.receivables;
  const main = document.getElementById('receivables');
  const LONGEST_LIST = 6;

  const AGES = [
    { label: 'Not due yet', upTo: 0 },
    { label: '1 to 30 days', upTo: 30 },
    { label: '31 to 60 days', upTo: 60 },
    { label: '61 to 90 days', upTo: 90 },
    { label: 'Over 90 days', upTo: Number.POSITIVE_INFINITY },
  ];

  start();

  async function start() {
    await ZFAPPS.extension.init();
    await render();
  }

  async function render() {
    main.replaceChildren(skeleton());
    const content = await load().catch((error) => [failure('Receivables are not available', error, render)]);
    main.replaceChildren(element('div', { className: 'stack' }, ...content));
    await fitHeight();
  }

  async function load() {
    const { organization } = await ZFAPPS.get('organization');
    const unpaid = await unpaidInvoices(organization);
    if (unpaid.length === 0) {
      return [element('p', { className: 'message', textContent: 'Every invoice is paid. Well done.' })];
    }
    const invoices = unpaid
      .map((invoice) => ({ ...invoice, days: daysOverdue(invoice.due_date) }))
      .sort((left, right) => right.days - left.days);
    const currency = organization.currency_code;
    return [headOf(invoices, currency), agesOf(invoices, currency), listOf(invoices, currency)];
  }

  function headOf(invoices, currency) {
    const overdue = invoices.filter(({ days }) => days > 0);
    const figure = (label, value, tone = '') =>
      element('p', { className: 'muted' }, element('strong', { className: tone, textContent: value }), label);
    return element(
      'div',
      { className: 'head' },
      figure(`owed in ${invoices.length} invoices`, money(sumOf(invoices), currency)),
      figure(`overdue in ${overdue.length} invoices`, money(sumOf(overdue), currency), 'poor'),
    );
  }

  function agesOf(invoices, currency) {
    const total = sumOf(invoices);
    const ages = AGES.map(({ label, upTo }, index) => {
      const from = AGES[index - 1]?.upTo ?? Number.NEGATIVE_INFINITY;
      return { label, amount: sumOf(invoices.filter(({ days }) => days > from && days <= upTo)) };
    });
    let start = 0;
    const bars = ages.map(({ amount }, index) => {
      const width = (amount / total) * 100;
      const bar = shape('rect', {
        class: `age-${index}`,
        x: start,
        y: 0,
        width: index === ages.length - 1 ? width : Math.max(width - 0.4, 0),
        height: 10,
      });
      start += width;
      return bar;
    });
    const rows = ages.map(({ label, amount }, index) =>
      element(
        'li',
        { className: `age-${index}` },
        element('span', { className: 'muted', textContent: label }),
        element('strong', { textContent: money(amount, currency) }),
      ),
    );
    return element(
      'section',
      { className: 'ages', ariaLabel: 'By age' },
      // The list below says the same in words.
      shape('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...bars),
      element('ul', {}, ...rows),
    );
  }

  function listOf(invoices, currency) {
    const head = ['Customer', 'Invoice', 'Due', 'Overdue', 'Balance'];
    const cell = (textContent, className = '') => element('td', { textContent, className });
    const rows = invoices
      .slice(0, LONGEST_LIST)
      .map((invoice) =>
        element(
          'tr',
          {},
          cell(invoice.customer_name),
          cell(invoice.invoice_number, 'muted'),
          cell(day(invoice.due_date)),
          cell(invoice.days > 0 ? `${invoice.days} days` : '–', `number ${invoice.days > 60 ? 'poor' : ''}`),
          cell(money(invoice.balance, currency), 'number'),
        ),
      );
    const columns = head.map((textContent, index) =>
      element('th', { textContent, scope: 'col', className: index > 2 ? 'number' : '' }),
    );
    return element(
      'section',
      {},
      element('h2', { textContent: 'Oldest first' }),
      element(
        'div',
        { className: 'scroll' },
        element(
          'table',
          {},
          element('thead', {}, element('tr', {}, ...columns)),
          element('tbody', {}, ...rows),
        ),
      ),
    );
  }

  function sumOf(invoices) {
    return invoices.reduce((sum, { balance }) => sum + balance, 0);
  }
})();
