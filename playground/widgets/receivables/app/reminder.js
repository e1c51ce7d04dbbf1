/* Modal: a letter about the invoice, to look over and send. */
(() => {
  const { money, day, skeleton, failure, requestJson, reasonOf } = window.receivables;
  const byId = (id) => document.getElementById(id);
  const letter = byId('letter');
  const waiting = byId('waiting');

  start();

  async function start() {
    waiting.replaceChildren(skeleton());
    try {
      await ZFAPPS.extension.init();
      const { organization } = await ZFAPPS.get('organization');
      const { user } = await ZFAPPS.get('user');
      const { invoice } = await ZFAPPS.get('invoice');
      show({ invoice, sender: user.name, company: organization.name });
      waiting.replaceChildren();
    } catch (error) {
      waiting.replaceChildren(failure('The letter could not be prepared', error, start));
    }
  }

  function show(matter) {
    byId('to').value = matter.invoice.email ?? '';
    byId('subject').value = `Invoice ${matter.invoice.invoice_number} from ${matter.company}`;
    byId('text').value = textOf(byId('tone').value, matter);
    byId('tone').onchange = () => {
      byId('text').value = textOf(byId('tone').value, matter);
    };
    byId('cancel').onclick = () => ZFAPPS.closeModal();
    letter.onsubmit = (event) => {
      event.preventDefault();
      send(matter.invoice);
    };
    letter.hidden = false;
    byId('text').focus();
  }

  async function send(invoice) {
    byId('send').disabled = true;
    byId('problem').hidden = true;
    const to = byId('to').value;
    try {
      await requestJson({
        url: 'https://api.mailer.example/v1/messages',
        method: 'POST',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: {
          mode: 'raw',
          raw: {
            to,
            subject: byId('subject').value,
            text: byId('text').value,
            reference: invoice.invoice_id,
          },
        },
        connection_link_name: 'mailer',
      });
    } catch (error) {
      byId('problem').textContent = `The reminder was not sent. ${reasonOf(error)}`;
      byId('problem').hidden = false;
      byId('send').disabled = false;
      return;
    }
    await ZFAPPS.invoke('SHOW_NOTIFICATION', { type: 'success', message: `Reminder sent to ${to}` });
    await ZFAPPS.closeModal();
  }

  function textOf(tone, { invoice, sender, company }) {
    const amount = money(invoice.balance ?? 0, invoice.currency_code);
    const about = `invoice ${invoice.invoice_number}`;
    const due = invoice.due_date ? day(invoice.due_date) : 'its due date';
    const middle = {
      friendly: `A quick note about ${about}: ${amount} was due on ${due}. It may simply have slipped through. If the payment is already on its way, please disregard this letter.`,
      firm: `Our records show that ${amount} of ${about} has been open since ${due}. Please arrange the payment within seven days, or tell us if something is unclear about the invoice.`,
      final: `Despite our reminders, ${amount} of ${about} has been open since ${due}. Please pay within five days. After that we have to pause deliveries and hand the matter on.`,
    }[tone];
    return `Dear ${invoice.customer_name},\n\n${middle}\n\nKind regards,\n${sender}\n${company}`;
  }
})();
