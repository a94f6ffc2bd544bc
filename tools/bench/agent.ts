import type { Browser, Frame, FrameLocator, Locator, Page } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';

/** Agents of the sandbox's sample data. */
export const dana = 38000000001;
export const sofia = 38000000005;

/** Tickets of the sample data: nobody assigned, nobody assigned either, and assigned days ago without a message. */
export const normal = 12345;
export const another = 12347;
export const older = 12355;

/** Longer than a step of the app takes with the sandbox's slowest answers. */
const patience = 30_000;

/** One agent's browser, with storage of its own, used as an agent would: by what stands on the page. */
export class Agent {
  private constructor(
    readonly page: Page,
    private readonly sandbox: Sandbox,
    private readonly id: number,
  ) {}

  static async start(browser: Browser, sandbox: Sandbox, id: number): Promise<Agent> {
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    // tsx gives functions their names by a helper, which pages do not have.
    await page.addInitScript('globalThis.__name ??= (given) => given;');
    return new Agent(page, sandbox, id);
  }

  /** The app of the ticket in front. */
  get app(): FrameLocator {
    return this.iframe.contentFrame();
  }

  private get iframe(): Locator {
    return this.page.locator('iframe[title="1MSG Agent Assigned"]');
  }

  /** The page in that iframe; it stays the same one when another ticket comes to the front. */
  async frame(): Promise<Frame> {
    const frame = await (await this.iframe.elementHandle())?.contentFrame();
    if (frame) return frame;
    throw new Error('The app has no frame.');
  }

  async open(ticketId: number): Promise<void> {
    await this.page.goto(`${this.sandbox.url}/?agent=${this.id}&ticket=${ticketId}`);
  }

  /** Waits until the card says this, in its headline or in that of its problem. */
  async reads(headline: string | RegExp): Promise<void> {
    await this.app.getByRole('heading', { name: headline, exact: true }).waitFor();
  }

  /** Chooses the specialist, waits until the card shows what will be sent, and submits. */
  async assign(name: string): Promise<void> {
    const select = this.page.getByRole('combobox', { name: 'Assignee', exact: true });
    const option = select.getByRole('option', { name, exact: true }).last();
    await select.selectOption({ value: (await option.getAttribute('value')) ?? '' });
    await this.reads(/^Will notify/);
    await this.page.getByRole('button', { name: 'Submit', exact: true }).click();
  }

  /** Brings another ticket to the front; the first one stays open behind it. */
  async pick(ticketId: number): Promise<void> {
    const list = this.page.getByRole('navigation', { name: 'Ticket list' });
    await list.getByRole('button', { name: new RegExp(`#${ticketId}`) }).click();
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Headlines of a message that 1MSG has taken. */
export const accepted = /^(Accepted|Sent|Delivered|Read)$/;
