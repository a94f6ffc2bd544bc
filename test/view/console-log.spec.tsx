// @vitest-environment happy-dom

import { act, cleanup, configure, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { DEFAULT_THEME, ThemeProvider } from '@zendeskgarden/react-theming';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/core/problem';
import { LogPage } from '../../src/view/console/LogPage';
import { speakConsole } from '../../src/view/console/mount';
import { Shell } from '../../src/view/console/Shell';
import { TellingProvider } from '../../src/view/Say';
import { loadWords } from '../../src/view/words';
import { createFakeConsole, type FakeConsole, noon } from '../support/fake-console';
import { row } from '../support/log-rows';
import { patience } from '../support/soon';

configure({ asyncUtilTimeout: patience });

const hour = 3_600_000;
const opened: number[] = [];

let app: FakeConsole;

beforeAll(async () => {
  // There is no layout here, and without one no row is in sight.
  for (const size of ['offsetHeight', 'offsetWidth', 'clientHeight', 'clientWidth'] as const) {
    vi.spyOn(HTMLElement.prototype, size, 'get').mockReturnValue(600);
  }
  speakConsole('en-GB');
  await loadWords();
});

beforeEach(() => {
  opened.length = 0;
  app = createFakeConsole();
});

afterEach(cleanup);

/** Draws the page and lets what was answered arrive. */
async function open(): Promise<void> {
  app.office.log.list.start();
  await draw();
}

async function draw(): Promise<void> {
  await act(async () => {
    render(
      <ThemeProvider theme={DEFAULT_THEME}>
        <TellingProvider value={{ locale: 'en-GB', now: noon }}>
          <LogPage office={app.office} goTo={() => undefined} openTicket={(id) => opened.push(id)} />
        </TellingProvider>
      </ThemeProvider>,
    );
  });
}

const lines = () => screen.queryAllByRole('listitem').filter((one) => one.dataset.record !== undefined);
const lastFilter = () => app.asked.at(-1)?.filter;

describe('the log', () => {
  it('does not say that there is nothing while it is being read', async () => {
    app.answer(() => 'pending');
    await open();
    expect(screen.getByText('Loading …', { selector: 'p.log-row' })).toBeDefined();
    expect(screen.queryByText('Nothing was sent yet')).toBeNull();
  });

  it('says that nothing was sent yet, and what will be there', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Nothing was sent yet' })).toBeDefined();
    expect(screen.getByText(/gets a line here\.$/)).toBeDefined();
  });

  it.each([
    ['zendesk_unreachable', 'No proper answer from Zendesk'],
    ['zendesk_busy', undefined],
    ['store_forbidden', undefined],
    ['store_missing', undefined],
  ] as const)('says why it cannot be read, and nothing of how many there are: %s', async (code, title) => {
    app.answer(() => problem(code, '403 {"error":"Forbidden"}'));
    await open();
    const alert = screen.getByRole('alert');
    expect(alert.dataset.code).toBe(code);
    if (title !== undefined) expect(within(alert).getByRole('heading', { name: title })).toBeDefined();
    expect(within(alert).getByText('403 {"error":"Forbidden"}')).toBeDefined();
    expect(screen.getByRole('status').textContent).toBe('');
    expect(screen.queryByText('Nothing was sent yet')).toBeNull();
    app.answer(() => [row({ createdAt: noon })]);
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(lines()).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps what it has where the next page cannot be read', async () => {
    const rows = Array.from({ length: 3 }, () => row({ createdAt: noon }));
    app.answer((_, after) =>
      after === undefined ? { rows, next: 'more', total: 6 } : problem('zendesk_unreachable'),
    );
    await open();
    expect(lines()).toHaveLength(3);
    expect(
      within(screen.getByRole('alert')).getByText(/^The next records could not be read\./),
    ).toBeDefined();
    expect(screen.getByText('6 records')).toBeDefined();
  });

  it('has a line for a record that is damaged or of a later version, and says so', async () => {
    app.answer(() => [
      row({ createdAt: noon, content: 'damaged', ticketId: 7 }),
      row({ createdAt: noon, content: 'later_version', ticketId: -1 }),
      row({ content: 'damaged', ticketId: 0 }),
    ]);
    await open();
    const [damaged, later] = lines();
    if (damaged === undefined || later === undefined) throw new Error('The lines are not there.');
    expect(within(damaged).getByText('This record cannot be read')).toBeDefined();
    expect(within(later).getByText('This record is of a later version of the app')).toBeDefined();
    await userEvent.click(within(damaged).getByRole('button', { name: 'Ticket #7' }));
    expect(opened).toEqual([7]);
    expect(screen.queryAllByRole('button', { name: /^Ticket #/ })).toHaveLength(1);
    await userEvent.click(within(later).getByRole('button', { name: 'Details' }));
    expect(within(later).getByText(/update the app, to read it\.$/)).toBeDefined();
  });

  it('tells the day of each message, also of today’s', async () => {
    app.answer(() => [row({ createdAt: noon - hour })]);
    await open();
    expect(lines()[0]?.textContent).toContain('20 Nov, 11:00');
  });

  it('names who sent, and a test as such', async () => {
    app.answer(() => [row({ createdAt: noon, ticketId: 0 })]);
    await open();
    expect(lines()[0]?.textContent).toContain('Test');
    expect(lines()[0]?.textContent).toContain('The app');
    expect(screen.queryAllByRole('button', { name: /^Ticket #/ })).toEqual([]);
  });

  it('shows after Reload what is left of what others deleted', async () => {
    app.answer(() => [row({ createdAt: noon }), row({ createdAt: noon })]);
    await open();
    app.answer(() => [row({ createdAt: noon })]);
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(lines()).toHaveLength(1);
    expect(screen.getByText('1 record')).toBeDefined();
  });
});

describe('the filters', () => {
  it('that nothing fits can be cleared, with all that was typed', async () => {
    app.answer(({ specialist }) => (specialist === undefined ? [row({ createdAt: noon })] : []));
    await open();
    await userEvent.type(screen.getByLabelText('Specialist'), 'Nobody{Enter}');
    expect(screen.getByRole('heading', { name: 'Nothing fits these filters' })).toBeDefined();
    await userEvent.type(screen.getByLabelText('Ticket'), 'abc');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(lines()).toHaveLength(1);
    expect(screen.getByLabelText('Specialist')).toHaveProperty('value', '');
    expect(screen.getByLabelText('Ticket')).toHaveProperty('value', '');
  });

  it('never look for a ticket number that is none', async () => {
    await open();
    const before = app.asked.length;
    await userEvent.type(screen.getByLabelText('Ticket'), '12a{Enter}');
    expect(screen.getByText('A ticket number has digits only.')).toBeDefined();
    expect(app.asked).toHaveLength(before);
  });

  it('are still shown by somebody who was on another page meanwhile', async () => {
    await open();
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'Last 7 days');
    await userEvent.type(screen.getByLabelText('Specialist'), 'Priya{Enter}');
    expect(lastFilter()).toMatchObject({ from: noon - 7 * 24 * hour, specialist: 'Priya' });
    cleanup();
    await draw();
    const period = screen.getByLabelText('Period');
    expect(within(period).getByRole('option', { name: 'Last 7 days' })).toHaveProperty('selected', true);
    expect(screen.getByLabelText('Specialist')).toHaveProperty('value', 'Priya');
  });

  const chooseDays = async (first: string, last: string) => {
    await userEvent.selectOptions(screen.getByLabelText('Period'), 'Chosen days');
    if (first !== '') await userEvent.type(screen.getByLabelText('First day'), first);
    if (last !== '') await userEvent.type(screen.getByLabelText('Last day'), last);
  };

  it.each([
    ['2026-11-10', '2026-11-12', [2026, 10, 10], [2026, 10, 13]],
    ['2026-11-10', '2026-11-10', [2026, 10, 10], [2026, 10, 11]],
    // The nights in which clocks are changed.
    ['2026-03-29', '2026-03-29', [2026, 2, 29], [2026, 2, 30]],
    ['2026-10-25', '2026-10-25', [2026, 9, 25], [2026, 9, 26]],
    ['2026-12-31', '2026-12-31', [2026, 11, 31], [2027, 0, 1]],
  ] as const)('take whole days, from %s to %s', async (first, last, [y, m, d], [nextY, nextM, nextD]) => {
    await open();
    await chooseDays(first, last);
    expect(lastFilter()).toMatchObject({
      from: new Date(y, m, d).getTime(),
      until: new Date(nextY, nextM, nextD).getTime(),
    });
    expect(document.body.textContent).toMatch(/Time zone: \S/);
    cleanup();
    await draw();
    expect(screen.getByLabelText('First day')).toHaveProperty('value', first);
    expect(screen.getByLabelText('Last day')).toHaveProperty('value', last);
  });

  it.each([
    ['2026-11-10', '', { from: new Date(2026, 10, 10).getTime(), until: undefined }],
    ['', '2026-11-10', { from: undefined, until: new Date(2026, 10, 11).getTime() }],
  ])('take one end alone: %s to %s', async (first, last, expected) => {
    await open();
    await chooseDays(first, last);
    expect(lastFilter()).toMatchObject(expected);
  });

  it('do not look where the first day is behind the last one, and say so', async () => {
    await open();
    await chooseDays('2026-11-10', '2026-11-09');
    expect(screen.getByText('The first day is after the last one.')).toBeDefined();
    expect(app.asked.map(({ filter }) => filter.until)).not.toContain(new Date(2026, 10, 10).getTime());
  });
});

describe('totals', () => {
  it('over a part say so, and why', async () => {
    app.answer(() => ({ rows: [row({ createdAt: noon })], next: 'more', total: 2 }));
    await open();
    app.answer((_, after) =>
      after === undefined
        ? { rows: [row({ createdAt: noon })], next: 'more', total: 2 }
        : problem('zendesk_unreachable'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Count totals' }));
    expect(document.body.textContent).toMatch(/Over 1 message, from 20 Nov, 12:00 to 20 Nov, 12:00\./);
    expect(screen.getByText(/^The count broke off: No proper answer from Zendesk/)).toBeDefined();
  });

  it('for other filters than those above say so', async () => {
    app.answer(() => [row({ createdAt: noon }), row({ createdAt: noon, content: 'damaged' })]);
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Count totals' }));
    expect(screen.getByText('Left out: 0 tests, 1 record that cannot be read.')).toBeDefined();
    expect(screen.queryByText('These totals are for other filters.')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'Delivered');
    expect(screen.getByText('These totals are for other filters.')).toBeDefined();
  });
});

describe('who is no admin', () => {
  it('has the log alone, and sends nothing from it', async () => {
    app = createFakeConsole({ isAdmin: false });
    app.answer(() => [row({ createdAt: noon, failed: problem('payment') })]);
    await act(async () => {
      render(
        <ThemeProvider theme={DEFAULT_THEME}>
          <Shell office={app.office} openTicket={() => undefined} />
        </ThemeProvider>,
      );
    });
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Log']);
    expect(await screen.findByRole('button', { name: 'Export CSV' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Send failed ones again' })).toBeNull();
  });
});

describe('the banner', () => {
  const failing = Array.from({ length: 5 }, () => row({ createdAt: noon, failed: problem('payment') }));

  async function openShell(): Promise<void> {
    app = createFakeConsole({ isAdmin: false });
    app.answer(({ status }) => (status === 'failed' ? failing.slice(0, 2) : failing));
    await act(async () => {
      render(
        <ThemeProvider theme={DEFAULT_THEME}>
          <Shell office={app.office} openTicket={() => undefined} />
        </ThemeProvider>,
      );
    });
    await screen.findByRole('button', { name: 'Export CSV' });
  }

  it('leads to the very messages that it is about', async () => {
    await openShell();
    await userEvent.click(screen.getByRole('button', { name: 'Show them in the log' }));
    expect(lastFilter()).toEqual({ status: 'failed', problem: 'payment' });
    expect(screen.getByText('2 records')).toBeDefined();
    expect(screen.getByLabelText('Problem')).toHaveProperty('value', 'payment');
  });

  it('is looked at anew by whoever comes back, and goes when its cause is gone', async () => {
    await openShell();
    app.answer(() => [row({ createdAt: noon }), ...failing]);
    const before = app.asked.length;
    await act(async () => app.office.log.list.lookOut());
    expect(app.asked).toHaveLength(before);
    app.passHour();
    await act(async () => app.office.log.list.lookOut());
    expect(app.asked).toHaveLength(before + 1);
    expect(screen.queryByText('Nothing arrives: Payment problem at WhatsApp')).toBeNull();
  });

  it('stays where nobody can say that its cause is gone', async () => {
    await openShell();
    app.answer(() => problem('zendesk_unreachable'));
    app.passHour();
    await act(async () => app.office.log.list.lookOut());
    expect(screen.getByText('Nothing arrives: Payment problem at WhatsApp')).toBeDefined();
  });

  it('is judged anew by Reload under any filter', async () => {
    await openShell();
    await userEvent.click(screen.getByRole('button', { name: 'Show them in the log' }));
    app.answer(() => [row({ createdAt: noon })]);
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(screen.queryByText('Nothing arrives: Payment problem at WhatsApp')).toBeNull();
    expect(lastFilter()).toEqual({});
    expect(screen.getByLabelText('Problem')).toHaveProperty('value', 'payment');
  });
});
