/* Invoice sidebar: how likely is this customer to pay, and when? */
(() => {
  const { element, shape, money, day, daysOverdue, skeleton, failure, fitHeight } = window.receivables;
  const { requestJson, reasonOf, unpaidInvoices } = window.receivables;
  const outlook = document.getElementById('outlook');
  let rendering = 0;
  let shown = '';

  start();

  async function start() {
    const app = await ZFAPPS.extension.init();
    await render();
    // The page says what it shows once somebody listens, and then whenever it shows another invoice.
    app.instance.on('ON_INVOICE_PREVIEW', (opened) => {
      if (JSON.stringify(opened) !== shown) render();
    });
  }

  async function render() {
    // Another invoice may be opened while this one's answers are on their way.
    rendering += 1;
    const mine = rendering;
    outlook.replaceChildren(skeleton());
    const content = await load().catch((error) => [failure('The outlook is not available', error, render)]);
    if (mine !== rendering) return;
    outlook.replaceChildren(element('div', { className: 'stack' }, ...content));
    await fitHeight();
  }

  async function load() {
    const { organization } = await ZFAPPS.get('organization');
    const { invoice } = await ZFAPPS.get('invoice');
    shown = JSON.stringify(invoice);
    if (!invoice.customer_name) return [nobody()];
    const [report, others] = await Promise.all([
      creditReport(invoice.customer_name, organization),
      unpaidInvoices(organization, [{ key: 'customer_id', value: invoice.customer_id }]),
    ]);
    return [
      scoreOf(report),
      factsOf(report, invoice),
      suggestionOf(report, invoice),
      openInvoices(others.filter((other) => other.invoice_number !== invoice.invoice_number)),
    ];
  }

  function creditReport(name, organization) {
    return requestJson({
      url: 'https://api.creditbureau.example/v1/companies/score',
      method: 'GET',
      url_query: [
        { key: 'name', value: name },
        { key: 'country', value: organization.country_code ?? 'US' },
      ],
      header: [{ key: 'X-Purpose', value: 'receivables' }],
      connection_link_name: 'credit_bureau',
    });
  }

  function scoreOf({ score, band, trend }) {
    const [tone, verdict] =
      score >= 75
        ? ['good', 'Reliable payer']
        : score >= 50
          ? ['fair', 'Pays, but late']
          : ['poor', 'At risk'];
    return element(
      'section',
      { className: 'score' },
      element('div', { className: tone }, gauge(score)),
      element(
        'div',
        {},
        element('p', { className: `verdict ${tone}`, textContent: verdict }),
        element('p', { className: 'muted', textContent: `Credit band ${band}` }),
        element('div', { className: 'trend' }, trendLine(trend)),
      ),
    );
  }

  function gauge(score) {
    // A half circle of radius 44; its length is what the dash is measured against.
    const arc = {
      d: 'M12 60a44 44 0 0 1 88 0',
      fill: 'none',
      'stroke-width': 11,
      'stroke-linecap': 'round',
      pathLength: 100,
    };
    const text = (className, y, content) =>
      shape('text', { class: className, x: 56, y, 'text-anchor': 'middle' }, content);
    return shape(
      'svg',
      { viewBox: '0 0 112 76', role: 'img', 'aria-label': `Credit score ${score} of 100` },
      shape('path', { ...arc, class: 'gauge-back' }),
      shape('path', { ...arc, class: 'gauge-value', 'stroke-dasharray': `${score} 100` }),
      text('gauge-number', 59, String(score)),
      text('gauge-of', 74, 'of 100'),
    );
  }

  function trendLine(scores) {
    const least = Math.min(...scores);
    const span = Math.max(...scores) - least || 1;
    const points = scores.map(
      (score, index) => `${(index / (scores.length - 1)) * 116 + 2},${26 - ((score - least) / span) * 22}`,
    );
    const label = `Score over ${scores.length} months, from ${scores[0]} to ${scores.at(-1)}`;
    return shape(
      'svg',
      { viewBox: '0 0 120 30', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
      shape('polyline', {
        points: points.join(' '),
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 2,
        'vector-effect': 'non-scaling-stroke',
        'stroke-linejoin': 'round',
      }),
    );
  }

  function factsOf({ payments, open_claims: claims }, invoice) {
    const fact = (label, value) =>
      element('div', {}, element('dt', { textContent: label }), element('dd', { textContent: value }));
    return element(
      'dl',
      { className: 'facts' },
      fact('Expected by', day(expectedOn(invoice, payments))),
      fact('Usually', lateness(payments.average_days_late)),
      fact('On time', `${Math.round(payments.on_time_share * 100)} % of invoices`),
      fact('Open claims', claims === 0 ? 'None' : String(claims)),
    );
  }

  function expectedOn({ due_date: due }, { average_days_late: late }) {
    return new Date(Date.parse(due) + late * 86_400_000).toISOString().slice(0, 10);
  }

  function lateness(days) {
    if (days <= 0) return 'On the day';
    return days === 1 ? '1 day late' : `${days} days late`;
  }

  function suggestionOf({ score }, invoice) {
    const isPaid = !(invoice.balance > 0);
    const amount = money(invoice.balance ?? 0, invoice.currency_code);
    const advice = isPaid
      ? 'This invoice is paid. Nothing to do.'
      : score >= 50
        ? `A friendly reminder usually settles it. ${amount} is open.`
        : `Ask for a payment plan before the next delivery. ${amount} is open.`;
    const section = element(
      'section',
      { className: 'suggestion' },
      element('h2', { textContent: 'Suggestion' }),
      element('p', { textContent: advice }),
    );
    if (!isPaid) {
      section.append(
        element('button', {
          type: 'button',
          className: 'primary',
          textContent: 'Write a reminder',
          onclick: openReminder,
        }),
      );
    }
    return section;
  }

  async function openReminder() {
    try {
      await ZFAPPS.showModal({ url: '/app/reminder.html' });
    } catch (error) {
      await ZFAPPS.invoke('SHOW_NOTIFICATION', {
        type: 'error',
        message: `The letter did not open. ${reasonOf(error)}`,
      });
    }
  }

  function openInvoices(invoices) {
    const rows = invoices.map((invoice) => {
      const days = daysOverdue(invoice.due_date);
      const when = days > 0 ? `${days} days overdue` : `Due ${day(invoice.due_date)}`;
      return element(
        'li',
        {},
        element('span', { textContent: invoice.invoice_number }),
        element('strong', {
          className: 'number',
          textContent: money(invoice.balance, invoice.currency_code),
        }),
        element('small', { className: days > 30 ? 'poor' : 'muted', textContent: when }),
      );
    });
    return element(
      'section',
      { className: 'invoices' },
      element('h2', { textContent: 'Their other open invoices' }),
      rows.length > 0
        ? element('ul', {}, ...rows)
        : element('p', { className: 'muted', textContent: 'None. This is the only one.' }),
    );
  }

  function nobody() {
    return element('p', {
      className: 'message',
      textContent: 'Choose a customer to see how reliably they pay.',
    });
  }
})();
