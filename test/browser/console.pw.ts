import type { FrameLocator, Page } from '@playwright/test';
import { axeFindings } from '../support/axe';
import { agents, expect, onemsg, sends, simulate, test } from '../support/helpdesk';

const frame = 'iframe[title$="in the navigation bar"]';

/** Opens the console as Zendesk's navigation bar does. */
async function openConsole(page: Page, url: string, agent: number = agents.dana): Promise<FrameLocator> {
  await page.goto(`${url}/?agent=${agent}&page=app`);
  const app = page.frameLocator(frame);
  await expect(app.getByRole('heading', { name: '1MSG Agent Assigned', level: 1 })).toBeVisible();
  return app;
}

const line = (app: FrameLocator, id: string) => app.locator(`[data-line="${id}"]`);

/** The check is over when it can be started again. */
const checked = (app: FrameLocator) => expect(app.getByRole('button', { name: 'Check again' })).toBeVisible();

test('an admin goes from an empty configuration to a proven one', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'misconfigure', { name: 'no-settings' });
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: 0 });
  // Zendesk asks for the token when the app is installed; only its own settings page can take it.
  await simulate(sandbox, 'settings', { set: { api_token: 'sandbox-token' } });
  const app = await openConsole(helpdesk.page, sandbox.url);

  await checked(app);
  await expect(app.getByRole('heading', { name: 'The set-up needs fixing' })).toBeVisible();
  await expect(line(app, 'settings')).toContainText('1MSG channel: missing');
  await expect(line(app, 'settings')).toContainText('Template name: missing');
  await expect(line(app, 'channel')).toHaveAttribute('data-code', 'channel_unset');

  await app.getByRole('tab', { name: 'Templates' }).click();
  await expect(app.getByRole('heading', { name: 'Which channel is it?' })).toBeVisible();
  await app.getByRole('textbox', { name: '1MSG channel' }).first().fill('371267300');
  await app.getByRole('button', { name: 'Show templates' }).click();
  await app.getByRole('button', { name: 'Choose: agent_assigned, de' }).click();
  await app.getByRole('button', { name: 'Choose: agent_assigned, en' }).click();
  await expect(
    app.getByText(/^Hello, .+! A specialist has been assigned to your request #12354/),
  ).toBeVisible();
  await expect(app.getByRole('textbox', { name: 'Template namespace' })).toHaveValue('sandbox_0a1b_2c3d');

  await app.getByRole('button', { name: 'Save in the settings' }).click();
  const dialog = app.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveText([
    '1MSG channel: empty → 371267300',
    'Template name: empty → agent_assigned',
    'Template namespace: empty → sandbox_0a1b_2c3d',
  ]);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();

  await checked(app);
  await expect(app.locator('[data-grade="red"]')).toHaveCount(0);
  await expect(line(app, 'template')).toHaveAttribute('data-grade', 'green');

  await app.getByRole('tab', { name: 'Test message' }).click();
  const number = app.getByLabel('Your own number');
  await number.fill('0491 570 156');
  await expect(app.getByText('The country code is missing')).toBeVisible();
  await number.fill('+61 491 570 156');
  await expect(app.getByText('Reads as +61 491 570 156')).toBeVisible();
  await app.getByRole('button', { name: 'Send test message' }).click();
  await expect(app.getByRole('heading', { name: 'Read', exact: true })).toBeVisible();
  expect(sends(sandbox)).toMatchObject([{ phone: '61491570156', template: 'agent_assigned' }]);
});

test('the check shows how far it is, and stops when it is told to', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'switches', { latencyMs: 5_000 });
  const app = await openConsole(helpdesk.page, sandbox.url);
  await expect(app.getByRole('progressbar')).toBeVisible();
  await expect(app.getByText(/^\d+ of 8 done$/)).toBeVisible();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.getByRole('heading', { name: 'Not everything was checked' })).toBeVisible();
  await expect(app.getByText('This was not checked.').first()).toBeVisible();
});

test('settings that another admin saved first are not overwritten', async ({ helpdesk, sandbox }) => {
  const app = await openConsole(helpdesk.page, sandbox.url);
  await app.getByRole('tab', { name: 'Templates' }).click();
  await app.getByRole('button', { name: 'Choose: agent_assigned, es' }).click();
  await app.getByRole('button', { name: 'Save in the settings' }).click();
  await simulate(sandbox, 'settings', { set: { template_language: 'de' } });
  await app.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByText('Somebody else changed these settings meanwhile')).toBeVisible();
  expect(sandbox.zendesk.desk.installation.publicSettings().template_language).toBe('de');
});

test('templates that cannot be read are said to be so, and not to be none', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'misconfigure', { name: 'templates-500' });
  const app = await openConsole(helpdesk.page, sandbox.url);
  await app.getByRole('tab', { name: 'Templates' }).click();
  await expect(app.getByRole('alert').getByRole('heading', { name: '1MSG cannot be reached' })).toBeVisible();
});

test('an agent sees the log alone', async ({ helpdesk, sandbox }) => {
  const app = await openConsole(helpdesk.page, sandbox.url, agents.alexey);
  await expect(app.getByRole('tab')).toHaveText(['Log']);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page: ${scheme}`, async ({ helpdesk, sandbox }) => {
    const { page } = helpdesk;
    await simulate(sandbox, 'misconfigure', { name: 'template-two-variables' });
    const app = await openConsole(page, sandbox.url);
    if (scheme === 'dark') await page.getByRole('button', { name: 'Dark' }).click();
    const findings = () => axeFindings(page, (axe) => axe.include([frame, 'main']));
    await checked(app);
    expect(await findings()).toEqual([]);
    await app.getByRole('tab', { name: 'Templates' }).click();
    await expect(app.getByRole('table')).toBeVisible();
    expect(await findings()).toEqual([]);
    await app.getByRole('button', { name: 'Save in the settings' }).click();
    await expect(app.getByRole('dialog')).toBeVisible();
    await app.getByRole('button', { name: 'Cancel' }).first().click();
    await app.getByRole('tab', { name: 'Test message' }).click();
    await expect(app.getByLabel('Your own number')).toBeVisible();
    expect(await findings()).toEqual([]);
  });
}
