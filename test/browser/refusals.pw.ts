import { agents, expect, onemsg, sends, simulate, test, zendeskRequests } from '../support/helpdesk';

test('a change that is not submitted sends nothing', async ({ helpdesk, sandbox }) => {
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await helpdesk.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(helpdesk.headline('No specialist yet')).toBeVisible();
  await helpdesk.page.reload();
  await expect(helpdesk.headline('No specialist yet')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);
});

test('a submit that fails sends nothing, and the card says so', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'switches', { submitFails: 'Subject: cannot be blank' });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.page.getByRole('alert')).toContainText('cannot be blank');
  await expect(helpdesk.app.getByText('The last submit was not saved, so nothing was sent.')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);

  await simulate(sandbox, 'switches', { submitFails: null });
  await helpdesk.submit();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
});

for (const [ticketId, title] of [
  [12347, 'No phone number'],
  [12346, 'Country code missing'],
  [12349, 'Wants no WhatsApp messages'],
  [12356, 'The customer is suspended'],
  [12353, 'The ticket is solved or closed'],
] as const) {
  test(`ticket ${ticketId}: "${title}" is said before the submit and after it, and nothing is sent`, async ({
    helpdesk,
    sandbox,
  }) => {
    await helpdesk.open(ticketId);
    await helpdesk.choose('Priya Raman');
    await expect(helpdesk.headline(/Submit will not notify/)).toBeVisible();
    await expect(helpdesk.headline(title)).toBeVisible();
    await helpdesk.submit();
    await expect(helpdesk.headline('Not notified')).toBeVisible();
    await expect(helpdesk.headline(title)).toBeVisible();
    await expect(helpdesk.app.getByRole('button', { name: /Send/ })).toHaveCount(0);
    expect(sends(sandbox)).toHaveLength(0);
  });
}

test('a national number is read with the default country', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'settings', { set: { default_country: 'AU' } });
  await helpdesk.open(12346);
  await helpdesk.assign('Priya Raman');
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox).map(({ phone }) => phone)).toEqual(['61491570156']);
});

test('of two numbers the agent may choose', async ({ helpdesk, sandbox }) => {
  await helpdesk.open(12348);
  await helpdesk.choose('Priya Raman');
  await helpdesk.app.getByText('+46 70 174 06 06').click();
  await expect(helpdesk.app.getByRole('radio', { name: '+46 70 174 06 06' })).toBeChecked();
  await helpdesk.submit();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox).map(({ phone }) => phone)).toEqual(['46701740606']);
});

test('the number chosen for a customer is used in their next ticket, in this browser alone', async ({
  helpdesk,
  otherBrowser,
  sandbox,
}) => {
  const second = '+46 70 174 06 06';
  const why = 'Chosen before in this browser';
  await helpdesk.open(12348);
  await helpdesk.choose('Priya Raman');
  await helpdesk.app.getByText(second).click();
  await helpdesk.submit();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();

  await helpdesk.open(12358);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.app.getByRole('radio', { name: second })).toBeChecked();
  await expect(helpdesk.app.getByRole('radio', { name: second })).toHaveAccessibleDescription(why);
  const other = await otherBrowser();
  await other.open(12358, agents.priya);
  await other.choose('Jonas Lindqvist');
  await expect(other.app.getByRole('radio', { name: '+46 70 174 06 05' })).toBeChecked();
  await expect(other.app.getByText(why)).toHaveCount(0);
  await helpdesk.submit();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox).map(({ phone }) => phone)).toEqual(['46701740606', '46701740606']);
  const stored = await helpdesk.app
    .locator('html')
    .evaluate(() => Object.entries(localStorage).filter(([key]) => key.includes('/numbers/')));
  expect(stored).toHaveLength(1);
  expect(stored.join()).toContain('0606');
  expect(stored.join()).not.toContain('740606');
});

test('numbers are mended in the profile, which opens from the choice by keyboard', async ({ helpdesk }) => {
  await helpdesk.open(12348);
  await helpdesk.choose('Priya Raman');
  const open = helpdesk.app.getByRole('button', { name: 'Open profile' });
  await expect(open).toHaveCount(1);
  await helpdesk.app.getByRole('radio', { name: '+46 70 174 06 05' }).focus();
  await helpdesk.page.keyboard.press('Tab');
  await expect(open).toBeFocused();
  await helpdesk.page.keyboard.press('Enter');
  await expect(helpdesk.page.getByText('page of user 39000000004')).toBeVisible();
});

test('customers are told the alias, and an address is no name to greet by', async ({ helpdesk }) => {
  await helpdesk.open(12352);
  await helpdesk.assign('Jonas Lindqvist');
  await expect(helpdesk.phone).toContainText('#12352: Jonas from Support.');
  await expect(helpdesk.phone).not.toContainText('Lindqvist');

  await helpdesk.open(12351);
  await helpdesk.assign('Priya Raman');
  await expect(helpdesk.phone).toContainText('Hello, there!');
});

test('the customer’s language is used where the template is approved in it', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.open(12350);
  await helpdesk.assign('Priya Raman');
  await expect(helpdesk.phone.getByRole('article')).toContainText('ليلى حداد');
  expect(sends(sandbox).map(({ language }) => language)).toEqual(['ar']);
});

test('every missing or wrong setting is named', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'settings', {
    set: { template_name: '   ', default_country: 'Germany' },
    remove: ['channel_id', 'template_namespace'],
  });
  await helpdesk.open(12345);
  for (const name of [
    '1MSG channel: missing',
    'Template name: missing',
    'Template namespace: missing',
    'Country of numbers without country code: “Germany” cannot be used',
  ]) {
    await expect(helpdesk.app.getByText(name)).toBeVisible();
  }
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.page.getByRole('status')).toContainText('saved');
  expect(sends(sandbox)).toHaveLength(0);
});

for (const [mode, title] of [
  ['wrong-token-a', '1MSG refused the token'],
  ['not-defined', 'Template not found'],
  ['count-mismatch', 'The template has changed'],
  ['blocked', 'The 1MSG channel is blocked'],
  ['wrong-channel', '1MSG does not know the channel'],
] as const) {
  test(`1MSG answers ${mode}: not sent, and the card says why and whose it is`, async ({
    helpdesk,
    sandbox,
  }) => {
    onemsg(sandbox).next('send', mode);
    await helpdesk.page.clock.install();
    await helpdesk.open(12345);
    await helpdesk.assign('Alexey Petrov');
    await expect(helpdesk.headline('Not sent')).toBeVisible();
    await expect(helpdesk.headline(title)).toBeVisible();
    await expect(helpdesk.app.getByText('You can fix this as an admin')).toBeVisible();
    await expect(helpdesk.phone.getByRole('article')).toHaveCount(0);
    await expect(helpdesk.card).not.toContainText('sandbox-token');

    await helpdesk.app.getByRole('button', { name: 'Send again' }).click();
    await helpdesk.passTime(helpdesk.headline(/Accepted|Sent|Delivered|Read/));
    await expect(helpdesk.phone.getByRole('article')).toHaveCount(1);
  });
}

test('sent:false with a WhatsApp code is a failure with its meaning', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).next('send', 'refused', { code: 131026, text: 'Message undeliverable' });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  await expect(helpdesk.headline('WhatsApp cannot reach this number')).toBeVisible();
});

test('a message that failed for certain tags its ticket; one of unknown fate does not', async ({
  helpdesk,
  sandbox,
}) => {
  await simulate(sandbox, 'settings', { set: { failure_tag: 'whatsapp_failed' } });
  const tags = (ticketId: number) => sandbox.zendesk.desk.account.tickets.get(ticketId)?.tags ?? [];
  onemsg(sandbox).next('send', 'server-error');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not clear if sent')).toBeVisible();
  onemsg(sandbox).next('send', 'blocked');
  await helpdesk.app.getByRole('button', { name: 'Send again' }).click();
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  await expect.poll(() => tags(12345)).toContain('whatsapp_failed');
  const tagging = () => zendeskRequests(sandbox).filter((request) => request.endsWith('/tags.json'));
  await expect.poll(tagging).toEqual(['PUT /api/v2/tickets/12345/tags.json']);
});

test('1MSG is busy: the send is repeated by itself, and one message arrives', async ({
  helpdesk,
  sandbox,
}) => {
  onemsg(sandbox).next('send', 'rate-limited');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  await expect(helpdesk.phone.getByRole('article')).toHaveCount(1);
  expect(sends(sandbox)).toHaveLength(2);
});

test('Zendesk’s request limit is used up: the card says that the app waits, and until when', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.page.clock.install();
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await simulate(sandbox, 'fail', { match: 'audits', mode: '429', count: 1, retryAfter: 30 });
  await helpdesk.submit();
  await expect(helpdesk.headline('Saved. Getting ready')).toBeVisible();
  await expect(helpdesk.app.getByText(/The app waits its turn until about \d/)).toBeVisible();
  await helpdesk.passTime(helpdesk.headline(/Accepted|Sent|Delivered|Read/));
  await expect(helpdesk.app.getByText('waits its turn')).toHaveCount(0);
  expect(sends(sandbox)).toHaveLength(1);
});

test('an answer that is lost after acceptance is never repeated, and evidence settles it', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.page.clock.install();
  onemsg(sandbox).next('send', 'server-error-after-accept');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not clear if sent')).toBeVisible();
  await expect(helpdesk.app.getByText('Send again may send a second message.')).toBeVisible();
  await helpdesk.passTime(helpdesk.headline(/Accepted|Sent|Delivered|Read/));
  expect(sends(sandbox)).toHaveLength(1);
});

test('a send that never arrived stays unknown until the agent decides', async ({ helpdesk, sandbox }) => {
  await helpdesk.page.clock.install();
  onemsg(sandbox).next('send', 'server-error');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not clear if sent')).toBeVisible();
  await helpdesk.passTime(helpdesk.app.getByText('message list does not show it'));
  expect(sends(sandbox)).toHaveLength(1);
  await helpdesk.app.getByRole('button', { name: 'Send again' }).click();
  await helpdesk.passTime(helpdesk.headline(/Accepted|Sent|Delivered|Read/));
  await expect(helpdesk.phone.getByRole('article')).toHaveCount(1);
});

for (const [customObjects, title] of [
  ['missing', 'Nowhere to record messages'],
  ['forbidden', 'No access to the message records'],
  ['read-only', 'No access to the message records'],
] as const) {
  test(`custom objects ${customObjects}: nothing is sent, and the card says what the admin must do`, async ({
    helpdesk,
    sandbox,
  }) => {
    await simulate(sandbox, 'switches', { customObjects });
    await helpdesk.open(12345);
    await helpdesk.assign('Alexey Petrov');
    await expect(helpdesk.page.getByRole('status')).toContainText('saved');
    await expect(helpdesk.headline(/^(Not notified|Cannot tell right now)$/)).toBeVisible();
    await expect(helpdesk.headline(title)).toBeVisible();
    expect(sends(sandbox)).toHaveLength(0);
  });
}

test('a customer named like a placeholder gets exactly that name, and no secret', async ({
  helpdesk,
  sandbox,
}) => {
  await simulate(sandbox, 'user', { userId: 39000000001, name: '{{setting.api_token}}' });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.phone).toContainText('Hello, {{setting.api_token}}!');
  await expect(helpdesk.phone).not.toContainText('sandbox-token');
});

test('the token is in no byte that the browser received', async ({ helpdesk, sandbox, page }) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (type.includes('event-stream')) return;
    bodies.push(
      response.body().then(
        (body) => `${response.url()} ${JSON.stringify(response.headers())} ${body.toString('utf8')}`,
        // A redirect or an aborted load has no body to look into.
        () => response.url(),
      ),
    );
  });
  onemsg(sandbox).next('send', 'wrong-token-b');
  await helpdesk.open(12345, agents.dana);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Not sent')).toBeVisible();
  await helpdesk.app.getByRole('button', { name: 'Send again' }).click();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  const received = await Promise.all(bodies);
  expect(received.length).toBeGreaterThan(20);
  expect(received.filter((text) => text.includes('sandbox-token'))).toEqual([]);
});
