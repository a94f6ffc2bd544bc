import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test as base, expect, type FrameLocator, type Page } from '@playwright/test';
import { type Sandbox, startSandbox } from '../../sandbox/start';

const dana = 38000000001;
const alexey = 38000000002;

/** A sandbox with an app whose two pages show what Zendesk tells them, and ask for what is typed into them. */
const test = base.extend<{ readonly sandbox: Sandbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
  sandbox: async ({}, use, info) => {
    const dist = info.outputPath('dist');
    await writeProbe(dist, { ticket_sidebar: 'assets/probe.html', nav_bar: { url: 'assets/probe.html' } });
    const sandbox = await startSandbox({ port: 0, onemsgPort: 0, dist, page: resolve('.build/page') });
    await use(sandbox);
    await sandbox.close();
  },
});

test('the icon opens the app’s own page, which knows who looks but no ticket', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/?agent=${dana}`);
  const app = await openApp(page);
  await expect(app.getByTestId('context')).toContainText('"location":"nav_bar"');
  await expect(app.getByTestId('context')).not.toContainText('ticketId');
  await expect(app.getByTestId('metadata')).toContainText('"channel_id":"371267300"');
  await expect(app.getByTestId('metadata')).not.toContainText('sandbox-token');
  await ask(app, 'get', 'currentUser.role');
  await expect(app.getByTestId('answer')).toHaveText('"admin"');
  await ask(app, 'get', 'currentAccount.subdomain');
  await expect(app.getByTestId('answer')).toHaveText('"sandbox"');
  await ask(app, 'get', 'ticket.id');
  await expect(app.getByTestId('answer')).toContainText('does not exist');
});

test('plain agents are plain agents there', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/?agent=${alexey}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await expect(app.getByTestId('context')).toContainText('"location":"nav_bar"');
  await ask(app, 'get', 'currentUser.role');
  await expect(app.getByTestId('answer')).toHaveText('"agent"');
});

test('the page takes the whole width, whatever height it asks for', async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${sandbox.url}/?agent=${dana}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await ask(app, 'invoke', 'resize', { height: '99px' });
  await expect(app.getByTestId('answer')).toHaveText('done');
  const box = await page.locator('iframe[title$="in the navigation bar"]').boundingBox();
  expect(box?.width).toBeGreaterThan(1200);
  expect(box?.height).toBeGreaterThan(550);
});

test('it can open a ticket, and is told when the agent goes and comes back', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/?agent=${dana}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await ask(app, 'invoke', 'routeTo', 'ticket', 12346);
  await expect(page.getByRole('form', { name: 'Ticket #12346' })).toBeVisible();
  const sidebar = page.frameLocator('iframe[title="Probe"]');
  await expect(sidebar.getByTestId('context')).toContainText('"ticketId":12346');

  await openApp(page);
  await expect(page.getByRole('form', { name: 'Ticket #12346' })).toBeHidden();
  await expect(app.getByTestId('events')).toHaveText('app.deactivated app.activated');
  await page.getByRole('button', { name: 'Tickets', exact: true }).click();
  await expect(sidebar.getByTestId('events')).toHaveText(/app\.deactivated app\.activated$/);
});

test('settings that were saved meanwhile reach the page when the apps are reloaded', async ({
  page,
  sandbox,
}) => {
  await page.goto(`${sandbox.url}/?agent=${dana}&ticket=12345`);
  const app = await openApp(page);
  await expect(app.getByTestId('metadata')).toContainText('"channel_id":"371267300"');
  sandbox.zendesk.desk.installation.change({ channel_id: '42' }, []);
  await page.getByRole('button', { name: 'Tickets', exact: true }).click();
  await page.getByRole('button', { name: 'Reload app' }).click();
  await page.getByRole('button', { name: 'Probe', exact: true }).first().click();
  await expect(app.getByTestId('metadata')).toContainText('"channel_id":"42"');
});

test('an app without such a page has no icon, and its address leads to the tickets', async ({
  page,
  sandbox: _,
}, info) => {
  const dist = info.outputPath('plain');
  await writeProbe(dist, { ticket_sidebar: { url: 'assets/probe.html' } });
  const plain = await startSandbox({ port: 0, onemsgPort: 0, dist, page: resolve('.build/page') });
  await page.goto(`${plain.url}/?agent=${dana}&page=app`);
  await expect(page.getByRole('navigation', { name: 'Ticket list' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Helpdesk' })).toHaveCount(0);
  await plain.close();
});

async function openApp(page: Page): Promise<FrameLocator> {
  await page.getByRole('navigation', { name: 'Helpdesk' }).getByRole('button', { name: 'Probe' }).click();
  return page.frameLocator('iframe[title$="in the navigation bar"]');
}

/** Makes the probe, once it is registered, call a method of its ZAF client and show what comes back. */
async function ask(app: FrameLocator, method: 'get' | 'invoke', ...args: readonly unknown[]): Promise<void> {
  await expect(app.getByTestId('context')).not.toBeEmpty();
  await app.getByRole('textbox').fill(JSON.stringify([method, ...args]));
  await app.getByRole('button', { name: 'Ask' }).click();
}

async function writeProbe(dist: string, locations: object): Promise<void> {
  await mkdir(join(dist, 'assets'), { recursive: true });
  const manifest = {
    name: 'Probe',
    version: '1.0.0',
    location: { support: locations },
    domainWhitelist: [],
    parameters: [
      { name: 'channel_id', type: 'text', required: true },
      { name: 'api_token', type: 'text', required: true, secure: true, scopes: ['header'] },
    ],
  };
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(
    join(dist, 'assets/icon_nav_bar.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><circle cx="9" cy="9" r="7"/></svg>',
  );
  await writeFile(
    join(dist, 'assets/probe.html'),
    `<!doctype html>
<p data-testid="context"></p><p data-testid="metadata"></p><p data-testid="events"></p>
<input aria-label="Call"><button>Ask</button><p data-testid="answer"></p>
<script src="https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js"></script>
<script>
  const client = ZAFClient.init();
  const show = (name, text) => { document.querySelector('[data-testid=' + name + ']').textContent = text; };
  client.on('app.registered', ({ context, metadata }) => {
    show('context', JSON.stringify(context));
    show('metadata', JSON.stringify(metadata));
  });
  const heard = [];
  for (const event of ['app.activated', 'app.deactivated']) {
    client.on(event, () => { heard.push(event); show('events', heard.join(' ')); });
  }
  document.querySelector('button').onclick = async () => {
    const [method, ...args] = JSON.parse(document.querySelector('input').value);
    try {
      const answer = await client[method](...args);
      show('answer', method === 'get' ? JSON.stringify(answer[args[0]]) : 'done');
    } catch (error) {
      show('answer', String(error.message ?? error));
    }
  };
</script>`,
  );
}
