/* Form sidebar: is the customer good for this invoice? It follows the form, writes into it, and has the last word on its save. */
(() => {
  const { element, money, skeleton, failure, requestJson, reasonOf } = window.receivables;
  const credit = document.getElementById('credit');
  /** The limit of each customer, as it was asked for once. */
  const limits = new Map();

  start();

  async function start() {
    const app = await ZFAPPS.extension.init();
    app.instance.on('ON_INVOICE_CHANGE', (invoice) => render(invoice));
    app.instance.on('ON_INVOICE_PRE_SAVE', check);
    await render();
  }

  async function render(changed) {
    if (credit.childElementCount === 0) credit.replaceChildren(skeleton());
    try {
      const invoice = changed ?? (await ZFAPPS.get('invoice')).invoice;
      show(invoice, await limitOf(invoice.customer_name));
    } catch (error) {
      credit.replaceChildren(failure('The credit check is not available', error, () => render()));
    }
  }

  /** Whatever the sidebar shows, the save goes by what the form holds now. */
  async function check() {
    try {
      const { invoice } = await ZFAPPS.get('invoice');
      const limit = await limitOf(invoice.customer_name);
      if (invoice.total <= limit) return {};
      const amount = money(limit, invoice.currency_code);
      return { prevent_save: true, message: `${invoice.customer_name} is good for ${amount}, no more.` };
    } catch (error) {
      return { prevent_save: true, message: `The credit check failed. ${reasonOf(error)}` };
    }
  }

  async function limitOf(name) {
    if (!limits.has(name)) {
      const { score } = await requestJson({
        url: 'https://api.creditbureau.example/v1/companies/score',
        method: 'GET',
        url_query: [{ key: 'name', value: name }],
        connection_link_name: 'credit_bureau',
      });
      limits.set(name, score * 40);
    }
    return limits.get(name);
  }

  function show(invoice, limit) {
    const { total, currency_code: currency } = invoice;
    const isOver = total > limit;
    const bar = element('span');
    bar.style.width = `${Math.min(100, (total / limit) * 100)}%`;
    credit.replaceChildren(
      element(
        'section',
        { className: 'figures' },
        figure('This invoice', money(total, currency)),
        figure('Credit limit', money(limit, currency)),
      ),
      element('div', { className: isOver ? 'gauge over' : 'gauge' }, bar),
      element('p', {
        className: isOver ? 'poor' : 'good',
        textContent: isOver
          ? `${money(total - limit, currency)} over the limit: it cannot be saved like this.`
          : `${money(limit - total, currency)} are left.`,
      }),
      element(
        'section',
        { className: 'message' },
        element('p', { textContent: 'Usually pays late. A handling fee covers what that costs.' }),
        element('button', {
          type: 'button',
          textContent: 'Add the handling fee',
          disabled: invoice.line_items.some((line) => line.name === FEE.name),
          onclick: addFee,
        }),
      ),
    );
  }

  function figure(label, value) {
    return element(
      'div',
      {},
      element('span', { className: 'muted', textContent: label }),
      element('strong', { textContent: value }),
    );
  }

  const FEE = { name: 'Handling fee', description: 'Late payment risk', rate: 25, quantity: 1 };

  async function addFee() {
    const { invoice } = await ZFAPPS.get('invoice');
    // `set` answers the whole invoice, its totals with the new line.
    const answer = await ZFAPPS.set('invoice.line_items', [...invoice.line_items, FEE]);
    await render(answer.invoice);
  }
})();
