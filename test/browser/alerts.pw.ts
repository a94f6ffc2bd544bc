import { expect, Helpdesk, onemsg, sends, simulate, test } from '../support/helpdesk';

/** What Zendesk shows for a moment, wherever the agent is, where a message failed that the page sent by itself. */

const refused =
  'error Ticket #12345: the customer did not get the WhatsApp message. 1MSG refused the token. Open the ticket to see more.';

test('an agent who has gone to another ticket is told once that their message was refused', async ({
  helpdesk,
  sandbox,
}) => {
  const toasts = await helpdesk.collectToasts();
  onemsg(sandbox).next('send', 'wrong-token-a');
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await helpdesk.submit();
  await helpdesk.goTo(12346);
  await expect(helpdesk.page.getByRole('alert')).toHaveText(refused.replace('error ', ''));
  await expect.poll(toasts).toEqual([refused]);

  // The card says the same, and nothing is told again: neither here, nor after a reload, nor in another tab.
  await helpdesk.goTo(12345);
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  const other = new Helpdesk(await helpdesk.page.context().newPage(), sandbox);
  const elsewhere = await other.collectToasts();
  await other.open(12345);
  await expect(other.headline('Not sent')).toBeVisible();
  await helpdesk.page.reload();
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  for (const tab of [helpdesk, other]) await tab.quiet();
  expect(toasts()).toEqual([refused]);
  expect(elsewhere()).toEqual([]);
  expect(sends(sandbox)).toHaveLength(1);
});

test('a message whose answer is lost is told as not clear', async ({ helpdesk, sandbox }) => {
  const toasts = await helpdesk.collectToasts();
  onemsg(sandbox).next('send', 'server-error');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not clear if sent')).toBeVisible();
  await expect
    .poll(toasts)
    .toEqual([
      'alert Ticket #12345: it is not clear whether the customer got the WhatsApp message. 1MSG answered with an error. Open the ticket to see more.',
    ]);
});

test('a failure that WhatsApp reports later is told in the tab that sent, and only there', async ({
  helpdesk,
  sandbox,
}) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  const toasts = await helpdesk.collectToasts();
  await helpdesk.open(12345);
  const other = new Helpdesk(await helpdesk.page.context().newPage(), sandbox);
  const elsewhere = await other.collectToasts();
  await other.open(12345);
  await expect(other.headline('No specialist yet')).toBeVisible();
  await helpdesk.assign('Alexey Petrov');
  for (const tab of [helpdesk, other]) await expect(tab.headline('Accepted')).toBeVisible();
  onemsg(sandbox).status('last', 'failed');
  await helpdesk.passTime(helpdesk.headline('Not delivered'));
  await expect(other.headline('Not delivered')).toBeVisible();
  await expect.poll(toasts).toHaveLength(1);
  expect(toasts()[0]).toMatch(/^error Ticket #12345: the customer did not get the WhatsApp message\. /);
  expect(elsewhere()).toEqual([]);
});

test('a message that arrives is not told', async ({ helpdesk }) => {
  const toasts = await helpdesk.collectToasts();
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline(/Delivered|Read/)).toBeVisible();
  await leaveTheTicket(helpdesk);
  expect(toasts()).toEqual([]);
});

test('a click whose message fails is answered in the card alone', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'settings', { set: { automatic_sending: false } });
  const toasts = await helpdesk.collectToasts();
  onemsg(sandbox).next('send', 'wrong-token-a');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await helpdesk.app.getByRole('button', { name: 'Send now' }).click();
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  await leaveTheTicket(helpdesk);
  expect(toasts()).toEqual([]);
});

/** Gives what might still be told the time that another ticket takes to open. */
async function leaveTheTicket(helpdesk: Helpdesk): Promise<void> {
  await helpdesk.goTo(12346);
  await expect(helpdesk.headline('No specialist yet')).toBeVisible();
}
