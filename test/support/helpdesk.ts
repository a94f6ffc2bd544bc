import { resolve } from 'node:path';
import {
  test as base,
  expect,
  type FrameLocator,
  type Locator,
  type Page,
  type Request,
} from '@playwright/test';
import { type Sandbox, startSandbox } from '../../sandbox/start';

/** Agents of the sample data. */
export const agents = {
  dana: 38000000001,
  alexey: 38000000002,
  priya: 38000000003,
  jonas: 38000000004,
  sofia: 38000000005,
} as const;

/** A window of the helpdesk, driven as an agent would: by what stands on it. */
export class Helpdesk {
  readonly app: FrameLocator;
  readonly phone: Locator;
  private readonly underWay = new Set<Request>();

  constructor(
    readonly page: Page,
    private readonly sandbox: Sandbox,
  ) {
    this.app = page.frameLocator('iframe[title="1MSG Agent Assigned"]');
    this.phone = page
      .getByRole('region', { name: 'Customer’s phone' })
      .or(page.getByRole('region', { name: "Customer's phone" }));
    page.on('request', (request) => {
      if (/\/(api\/v2|sandbox\/proxy)\b/.test(request.url())) this.underWay.add(request);
    });
    page.on('requestfinished', (request) => this.underWay.delete(request));
    page.on('requestfailed', (request) => this.underWay.delete(request));
  }

  async open(ticketId: number, agentId: number = agents.dana, more = ''): Promise<void> {
    await this.page.goto(`${this.sandbox.url}/?agent=${agentId}&ticket=${ticketId}${more}`);
    await this.ready();
  }

  /** Waits for the first status: the page that stands there before hears nothing yet. */
  async ready(): Promise<void> {
    await expect(this.app.locator('.card[aria-busy=false]')).toBeVisible();
  }

  /** Waits until the apps of this window have asked nothing for half a second. */
  async quiet(): Promise<void> {
    let checks = 0;
    const calm = () => {
      checks = this.underWay.size === 0 ? checks + 1 : 0;
      return checks;
    };
    await expect.poll(calm, { intervals: [100] }).toBeGreaterThan(5);
  }

  /** Lets time pass in this browser, whose clock the test has installed, until this is seen. */
  async passTime(until: Locator): Promise<void> {
    const isSeen = async () => {
      await this.page.clock.runFor(1_000);
      return until.isVisible();
    };
    await expect.poll(isSeen, { intervals: [250] }).toBe(true);
  }

  /** The whole card. */
  get card(): Locator {
    return this.app.locator('#root');
  }

  /** What the card says of the notification at a glance. */
  headline(text: string | RegExp): Locator {
    return this.app.getByRole('heading', { name: text, exact: true });
  }

  async choose(assignee: string): Promise<void> {
    const select = this.page.getByRole('combobox', { name: 'Assignee', exact: true });
    const option = select.getByRole('option', { name: assignee, exact: true }).last();
    await select.selectOption({ value: (await option.getAttribute('value')) ?? '' });
  }

  async submit(): Promise<void> {
    await this.page.getByRole('button', { name: 'Submit', exact: true }).click();
  }

  /** Goes to another ticket of this window; the one before stays open in its tab. */
  async goTo(ticketId: number): Promise<void> {
    const list = this.page.getByRole('navigation', { name: 'Ticket list' });
    await list.getByRole('button', { name: `#${ticketId}` }).click();
    await expect(this.page.getByRole('form', { name: `Ticket #${ticketId}` })).toBeVisible();
    await this.ready();
  }

  /** All that this page shows for a moment from its next load on, by kind and text, but for Zendesk's own news. */
  async collectToasts(): Promise<() => readonly string[]> {
    const toasts: string[] = [];
    this.page.on('console', (message) => {
      const [mark, ...words] = message.text().split(' ');
      if (mark === 'toast') toasts.push(words.join(' '));
    });
    await this.page.addInitScript(() => {
      const look = ({ addedNodes }: MutationRecord): void => {
        for (const node of addedNodes) {
          if (!(node instanceof HTMLElement)) continue;
          const kind = /notice-(alert|error)/.exec(node.className)?.[1];
          if (kind !== undefined) console.info('toast', kind, node.querySelector('[role]')?.textContent);
        }
      };
      new MutationObserver((changes) => changes.forEach(look)).observe(document, {
        subtree: true,
        childList: true,
      });
    });
    return () => toasts;
  }

  async assign(assignee: string): Promise<void> {
    await this.choose(assignee);
    await this.submit();
  }
}

interface Fixtures {
  readonly helpdesk: Helpdesk;
  /** Another browser with its own storage, for another agent. */
  readonly otherBrowser: () => Promise<Helpdesk>;
}

/**
 * A sandbox for each worker, as it was when it started before each test. Nothing is patched: failures come
 * from its switches, and the app is the built one.
 */
export const test = base.extend<Fixtures, { readonly sandbox: Sandbox }>({
  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
    async ({}, use) => {
      const sandbox = await startSandbox({
        port: 0,
        onemsgPort: 0,
        dist: resolve('dist'),
        page: resolve('.build/page'),
      });
      await use(sandbox);
      await sandbox.close();
    },
    { scope: 'worker' },
  ],
  helpdesk: async ({ page, sandbox }, use) => {
    await simulate(sandbox, 'reset', {});
    await use(new Helpdesk(page, sandbox));
  },
  otherBrowser: async ({ browser, sandbox }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      return new Helpdesk(await context.newPage(), sandbox);
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

/** Turns a switch of the local Zendesk, as anybody can with curl. */
export async function simulate(sandbox: Sandbox, name: string, body: unknown): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_simulate/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`/_simulate/${name} answered ${answer.status}: ${await answer.text()}`);
}

/** Every send that 1MSG received. */
export function sends(sandbox: Sandbox) {
  if (sandbox.onemsg === null) throw new Error('This sandbox sends through the real 1MSG.');
  return sandbox.onemsg.simulator.sends();
}

/** The switches of the simulated 1MSG. */
export function onemsg(sandbox: Sandbox) {
  if (sandbox.onemsg === null) throw new Error('This sandbox sends through the real 1MSG.');
  return sandbox.onemsg.simulator.simulate;
}

/** Requests of the app that reached Zendesk since the sandbox was reset, of one agent's browser or of all. */
export function zendeskRequests(sandbox: Sandbox, agentId?: number): readonly string[] {
  return sandbox.zendesk.desk.traffic
    .entries()
    .filter((entry) => entry.target === 'zendesk' && (agentId === undefined || entry.agentId === agentId))
    .map((entry) => `${entry.method} ${entry.path}`);
}
