/* What the pages share, as one global: no build step, no module loader. */
window.receivables = (() => {
  /**
   * Sends a request through ZFAPPS and reads its JSON. An upstream's 4xx or 5xx resolves in
   * ZFAPPS.request; here it throws, with the upstream's own words where it has any.
   */
  async function requestJson(options) {
    const { data } = await ZFAPPS.request(options);
    const answer = parseJson(data.body);
    if (data.status_code >= 400) {
      const reason = answer?.message ?? answer?.error ?? data.status_message;
      throw { message: `${reason} (${data.status_code})` };
    }
    return answer;
  }

  function parseJson(text) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined; // An error page of a gateway, say: its status is all there is.
    }
  }

  /** ZFAPPS rejects with plain objects, and sometimes with text. */
  function reasonOf(error) {
    return error?.message || String(error);
  }

  /** All of an organisation's unpaid invoices that match, page by page. */
  async function unpaidInvoices(organization, filter = []) {
    const invoices = [];
    for (let page = 1; page <= 10; page += 1) {
      const answer = await requestJson({
        url: `${organization.api_root_endpoint}/invoices`,
        method: 'GET',
        url_query: [
          { key: 'organization_id', value: organization.organization_id },
          { key: 'filter_by', value: 'Status.Unpaid' },
          { key: 'per_page', value: 200 },
          { key: 'page', value: page },
          ...filter,
        ],
        connection_link_name: 'zoho_books',
      });
      invoices.push(...answer.invoices);
      if (!answer.page_context?.has_more_page) break;
    }
    return invoices;
  }

  /** Makes an element. Text is set as text: nothing that a server sends becomes markup. */
  function element(name, members = {}, ...children) {
    const made = Object.assign(document.createElement(name), members);
    made.append(...children);
    return made;
  }

  /** Makes an SVG element with attributes. */
  function shape(name, attributes, ...children) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function money(amount, currency) {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
  }

  /** A day such as `2025-03-31`, for people. Days have no time zone, so it is read and shown as UTC. */
  function day(date) {
    return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(date),
    );
  }

  function daysOverdue(date) {
    const today = new Date().toISOString().slice(0, 10);
    return Math.round((Date.parse(today) - Date.parse(date)) / 86_400_000);
  }

  /** The lines that stand where an answer is still awaited. */
  function skeleton() {
    const lines = ['tall', '', 'short', ''].map((size) => element('div', { className: `skeleton ${size}` }));
    return element('div', { className: 'stack', ariaLabel: 'Loading', role: 'status' }, ...lines);
  }

  /** What stands where an answer failed to come. */
  function failure(title, error, retry) {
    return element(
      'div',
      { className: 'message error', role: 'alert' },
      element('strong', { textContent: title }),
      element('p', { textContent: reasonOf(error) }),
      element('button', { type: 'button', textContent: 'Try again', onclick: retry }),
    );
  }

  function fitHeight() {
    return ZFAPPS.invoke('RESIZE', {
      height: `${Math.ceil(document.body.getBoundingClientRect().height)}px`,
    });
  }

  return {
    requestJson,
    reasonOf,
    unpaidInvoices,
    element,
    shape,
    money,
    day,
    daysOverdue,
    skeleton,
    failure,
    fitHeight,
  };
})();
