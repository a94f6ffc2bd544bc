import { expect, type Helpdesk, onemsg, sends, simulate, test, zendeskRequests } from '../support/helpdesk';

const customer = 'Maria';
const greeting = (number: string | number) =>
  `Hello, Maria! A specialist has been assigned to your request #${number}: Alexey Petrov. We will contact you shortly.`;

/** Opens the form of a new ticket and fills it in, but for the assignee. */
async function openForm(helpdesk: Helpdesk, url: string, requester = customer): Promise<void> {
  const { page } = helpdesk;
  await page.goto(`${url}/`);
  await page.getByRole('button', { name: 'New ticket' }).click();
  await helpdesk.ready();
  await page.getByLabel('Requester').selectOption({ label: requester });
  await page.getByLabel('Subject').fill('The parcel is late');
  await page.getByLabel('Comment').fill('Where is it?');
}

const newest = async ({ page }: Helpdesk): Promise<number> => {
  const form = page.getByRole('form', { name: /^Ticket #\d+$/ });
  return Number((await form.getAttribute('aria-label'))?.replace(/\D/g, ''));
};

test('a new ticket shows what its submit will do, and one message with its number comes of it', async ({
  helpdesk,
  sandbox,
}) => {
  await openForm(helpdesk, sandbox.url);
  await expect(helpdesk.headline('Not saved yet')).toBeVisible();
  expect(zendeskRequests(sandbox)).toEqual([]);

  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await expect(helpdesk.app.getByText(greeting('number comes with the submit'))).toBeVisible();
  await expect(helpdesk.app.getByText('+1 212 555 0142')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);

  await helpdesk.submit();
  await expect(helpdesk.headline(/^(Accepted|Sent|Delivered)$/)).toBeVisible();
  await expect(helpdesk.phone).toContainText(greeting(await newest(helpdesk)));
  await expect(helpdesk.headline('Delivered')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
});

test('a customer without a number is known before the submit, and nothing is sent', async ({
  helpdesk,
  sandbox,
}) => {
  await openForm(helpdesk, sandbox.url, 'Hannah Berg');
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Submit will not notify Hannah Berg')).toBeVisible();
  await expect(helpdesk.headline('No phone number')).toBeVisible();
  await helpdesk.submit();
  await expect(helpdesk.headline('Not notified')).toBeVisible();
  await expect(helpdesk.headline('No phone number')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);
});

test('a form that lives on beside the ticket’s own page adds no message', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  await openForm(helpdesk, sandbox.url);
  await helpdesk.page.getByLabel('App of this form').selectOption('told');
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await helpdesk.submit();
  const outliving = helpdesk.page.frameLocator('iframe[title*="not in front"]').getByRole('heading', {
    level: 1,
    includeHidden: true,
  });
  await expect(outliving).toHaveText('Submitted');
  await helpdesk.passTime(helpdesk.headline('Accepted'));
  await helpdesk.page.clock.runFor(20_000);
  await helpdesk.quiet();
  expect(sends(sandbox)).toHaveLength(1);
});

test('where nobody opens the new ticket, a form that lives on sends for it after 15 seconds', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.page.clock.install();
  await openForm(helpdesk, sandbox.url);
  await helpdesk.page.getByLabel('App of this form').selectOption('told');
  await helpdesk.page.getByLabel('After Submit').selectOption('close_tab');
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await helpdesk.submit();
  await expect(helpdesk.page.getByText('Open a ticket from the list.')).toBeVisible();
  const { page } = helpdesk;
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 3_000);
  await helpdesk.quiet();
  const before = zendeskRequests(sandbox).length;
  await page.clock.runFor(8_000);
  await helpdesk.quiet();
  expect(zendeskRequests(sandbox)).toHaveLength(before);
  const sentAfter = async () => {
    await page.clock.runFor(1_000);
    return sends(sandbox).length;
  };
  await expect.poll(sentAfter, { intervals: [250] }).toBe(1);
  expect(sends(sandbox)).toMatchObject([{ phone: '12125550142' }]);
});

test('a submit that fails keeps the preview', async ({ helpdesk, sandbox }) => {
  await openForm(helpdesk, sandbox.url);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await simulate(sandbox, 'switches', { submitFails: 'Order number: is required' });
  await helpdesk.submit();
  await expect(helpdesk.app.getByText('The last submit was not saved, so nothing was sent.')).toBeVisible();
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);
});
