// @vitest-environment happy-dom
import { act, configure, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Click } from '../../src/core/events';
import { problem } from '../../src/core/problem';
import type { State } from '../../src/core/state';
import { type CardSource, mountCard, mountNotice } from '../../src/view/mount';
import { loadWords, speak } from '../../src/view/words';
import { patience } from '../support/soon';
import {
  draft,
  earlierRecord,
  message,
  notified,
  now,
  otherPhone,
  pending,
  peopleWith,
  phone,
  refused,
  requester,
  stateWith,
  ticket,
} from '../support/states';

configure({ asyncUtilTimeout: patience });

// React asks for this where `act` is used without a testing library's render.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** A source whose state a test can change, and which remembers what was asked of it. */
class TestSource implements CardSource {
  readonly clicks: Click[] = [];
  readonly profiles: number[] = [];
  colorScheme: 'light' | 'dark' = 'light';
  readonly locale = 'en-GB';
  #listeners = new Set<() => void>();
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  getState = (): State => this.#state;
  time = now;
  now = (): number => this.time;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  click(click: Click): void {
    this.clicks.push(click);
  }

  openProfile(userId: number): void {
    this.profiles.push(userId);
  }

  become(state: State): void {
    this.#state = state;
    act(() => {
      for (const listener of this.#listeners) listener();
    });
  }
}

const user = userEvent.setup();
let root: HTMLElement;

beforeAll(() => {
  speak('en');
  return loadWords();
});

beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

// What comes after the first frame comes before the next test.
afterEach(() => act(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))));

function show(state: State): TestSource {
  const source = new TestSource(state);
  act(() => mountCard(root, source));
  return source;
}

const headline = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;
const announced = (): string | null => screen.getByRole('status').textContent;

describe('the card', () => {
  it('shows status, timeline and footer without anything of Garden', async () => {
    show(notified('delivered'));
    expect(headline()).toBe('Delivered');
    const steps = within(await screen.findByRole('list', { name: 'What happened' })).getAllByRole('listitem');
    expect(steps.map((step) => step.getAttribute('aria-current'))).toEqual([null, null, 'step', null]);
    expect(steps.at(-1)?.textContent).toContain('not yet');
    expect(screen.getByRole('button', { name: 'Check again' })).toBeTruthy();
    expect(root.querySelector('[data-garden-id]')).toBeNull();
  });

  it('adds buttons afterwards, and keeps their room free until then', async () => {
    show(notified('failed'));
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
    expect(root.querySelector('.space')?.parentElement?.style.minHeight).toBe('32px');
    const button = await screen.findByRole('button', { name: 'Send again' });
    expect(button.closest('[style]')?.getAttribute('style')).toContain('32px');
    expect(root.querySelector('.space')).toBeNull();
  });

  it('names customer and specialist apart from the words around them', () => {
    show(notified('read', {}, { ticket: { ...ticket, requesterName: 'محمد' } }));
    const names = [...root.querySelectorAll('bdi')].map((name) => name.textContent);
    expect(names).toContain('محمد');
    expect(names).toContain('Alexey Petrov');
  });

  it('says for what and until when it waits while Zendesk’s limit is short', async () => {
    const asking = { kind: 'reading_audits', picked: 21, retries: 0, click: undefined } as const;
    const held = { heldUntil: now + 40_000 };
    const note = () => screen.queryByText(/waits its turn until about/)?.textContent;
    const source = show(stateWith({ step: asking, ...held }));
    expect(headline()).toBe('Saved. Getting ready');
    // It waits until 40 s after 14:06, and times are told by the minute.
    const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
    const until = clock.format(now + 60_000);
    await waitFor(() => expect(note()).toContain(`its turn until about ${until}, then`));
    source.become(notified('sent', {}, held));
    expect(note()).toBeUndefined();
    source.become(stateWith({ step: { kind: 'sending', draft, tries: 0, waiting: undefined }, ...held }));
    expect(note()).toBeUndefined();
    source.time = now + 41_000;
    source.become(stateWith({ step: asking, ...held }));
    expect(note()).toBeUndefined();
  });

  it('is busy while nothing can be said', () => {
    const source = show(
      stateWith({ ticket: undefined, step: { kind: 'reading_ticket', wake: { kind: 'look' } } }),
    );
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
    source.become(notified('read'));
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('false');
  });
});

describe('a button', () => {
  it('sends again after the attempt that is shown', async () => {
    const source = show(notified('failed', { attempt: 2 }));
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    expect(source.clicks).toEqual([{ kind: 'send_clicked', after: 2 }]);
  });

  it('stands below the warning that a second message may come of it', async () => {
    show(notified('unknown'));
    const button = await screen.findByRole('button', { name: 'Send again' });
    const warning = screen.getByText('Send again may send a second message.');
    expect(warning.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('opens the customer’s profile', async () => {
    const source = show(refused(problem('no_phone')));
    await user.click(await screen.findByRole('button', { name: 'Open profile' }));
    expect(source.profiles).toEqual([ticket.requesterId]);
  });

  it('works with the keyboard alone', async () => {
    const source = show(refused(problem('automatic_off')));
    await screen.findByRole('button', { name: 'Send now' });
    await user.tab();
    await user.keyboard('{Enter}');
    expect(source.clicks).toEqual([{ kind: 'send_clicked', after: 0 }]);
  });

  it('does nothing while it is checking, and keeps the focus', async () => {
    const source = show(refused(problem('zendesk_busy')));
    await user.click(await screen.findByRole('button', { name: 'Check again' }));
    source.become(refused(problem('zendesk_busy'), { step: { kind: 'searching' } }));
    const button = screen.getByRole('button', { name: 'Checking' });
    expect(document.activeElement).toBe(button);
    await user.click(button);
    expect(source.clicks).toEqual([{ kind: 'check_clicked' }]);
  });

  it('hands the focus to the headline when it is gone', async () => {
    const source = show(notified('failed'));
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    source.become(stateWith({ step: { kind: 'sending', draft, tries: 0, waiting: undefined } }));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Sending' }));
  });

  it('takes no focus when nobody was in the card', async () => {
    const source = show(notified('failed'));
    await screen.findByRole('button', { name: 'Send again' });
    source.become(notified('delivered'));
    expect(document.activeElement).toBe(document.body);
  });
});

describe('the live region', () => {
  afterEach(() => void vi.useRealTimers());

  it('is silent about what the ticket opened with', () => {
    const source = show(
      stateWith({ ticket: undefined, step: { kind: 'reading_ticket', wake: { kind: 'look' } } }),
    );
    expect(announced()).toBe('');
    source.become(notified('sent'));
    expect(announced()).toBe('');
  });

  it('says each new status once', () => {
    const source = show(notified('sent'));
    source.become(notified('delivered'));
    expect(announced()).toBe('Delivered');
    source.become(notified('failed', { problem: problem('expired') }));
    expect(announced()).toBe('Not delivered. Not delivered in time');
  });

  it('says each time that a look which was asked for found nothing new, and the button says it too', async () => {
    const source = show(notified('sent'));
    for (const turn of ['first', 'second']) {
      await user.click(await screen.findByRole('button', { name: 'Check again' }));
      source.become(notified('sent', {}, { step: { kind: 'searching' } }));
      const before = screen.getByRole('status').firstChild;
      expect(screen.getByRole('button', { name: 'Checking' })).toBeTruthy();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      source.become(notified('sent', {}, { asking: 1 }));
      act(() => void vi.advanceTimersByTime(60_000));
      expect(screen.getByRole('status').firstChild, turn).toBe(before);
      source.become(notified('sent'));
      act(() => void vi.advanceTimersByTime(1_000));
      expect(announced()).toBe('Nothing new');
      expect(screen.getByRole('status').firstChild, turn).not.toBe(before);
      expect(screen.getByRole('button', { name: 'Nothing new' })).toBe(document.activeElement);
      act(() => void vi.advanceTimersByTime(5_000));
      expect(screen.getByRole('button', { name: 'Check again' })).toBe(document.activeElement);
      vi.useRealTimers();
    }
  });

  it('says what a look found instead, also a moment later', async () => {
    const source = show(notified('sent'));
    await user.click(await screen.findByRole('button', { name: 'Check again' }));
    source.become(notified('sent', {}, { step: { kind: 'searching' } }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    source.become(notified('sent'));
    act(() => void vi.advanceTimersByTime(900));
    source.become(notified('delivered'));
    act(() => void vi.advanceTimersByTime(60_000));
    expect(announced()).toBe('Delivered');
  });

  it('says that nobody could tell, where a look did not reach 1MSG', async () => {
    const source = show(notified('sent'));
    await user.click(await screen.findByRole('button', { name: 'Check again' }));
    source.become(notified('sent', {}, { step: { kind: 'searching' } }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    source.become(notified('sent', {}, { statusProblem: problem('onemsg_unreachable') }));
    act(() => void vi.advanceTimersByTime(1_000));
    expect(announced()).toMatch(/^No newer status right now: /);
    expect(screen.getByRole('button', { name: 'Check again' })).toBeTruthy();
  });

  it('is silent about looks that nobody asked for', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const source = show(notified('sent'));
    source.become(notified('sent', {}, { step: { kind: 'searching' } }));
    source.become(notified('sent'));
    act(() => void vi.advanceTimersByTime(60_000));
    expect(announced()).toBe('');
  });

  it('does not count the steps of sending', () => {
    const source = show(stateWith({ step: { kind: 'claiming', draft } }));
    source.become(stateWith({ step: { kind: 'verifying', draft, tries: 0 } }));
    source.become(stateWith({ step: { kind: 'sending', draft, tries: 0, waiting: undefined } }));
    expect(announced()).toBe('');
    source.become(notified('accepted'));
    expect(announced()).toBe('Accepted');
  });
});

describe('the passing of time', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  const slow = 'This takes longer than usual: the phone may be off';
  const wait = (source: TestSource, ms: number) => {
    source.time += ms;
    act(() => void vi.advanceTimersByTime(ms));
  };

  it('makes a card in front say that a status stands for long', () => {
    const source = show(notified('sent'));
    wait(source, 8 * 60_000);
    expect(root.textContent).not.toContain(slow);
    wait(source, 2 * 60_000);
    expect(root.textContent).toContain(slow);
    expect(announced()).toBe('');
  });

  it('sets no timer for a card in the background', () => {
    const source = show(notified('sent', {}, { active: false }));
    wait(source, 0);
    expect(vi.getTimerCount()).toBe(0);
    wait(source, 30 * 60_000);
    source.become(notified('sent', {}, { active: true }));
    expect(root.textContent).toContain(slow);
  });
});

describe('the preview', () => {
  it('shows the message as the customer sees it', async () => {
    show(pending());
    const figure = await screen.findByRole('figure', { name: 'The message as Maria Souza sees it' });
    expect(figure.textContent).toContain('request #12345: Olga Lind');
    expect(within(figure).getByText('Request status')).toBeTruthy();
  });

  it('shows the three values where the text is not known', async () => {
    show(pending({ templates: { kind: 'known', list: undefined, at: now } }));
    const figure = await screen.findByRole('figure');
    expect(
      within(figure)
        .getAllByRole('definition')
        .map((one) => one.textContent),
    ).toEqual(['Maria Souza', '12345', 'Olga Lind']);
  });

  it('lets the agent choose among several numbers', async () => {
    const people = peopleWith({
      numbers: [phone, otherPhone],
      refused: [{ written: '0912', fault: 'phone_national' }],
    });
    const source = show(pending({ people }));
    const group = await screen.findByRole('group', { name: 'Send to' });
    expect(within(group).getByRole('radio', { name: phone.shown, checked: true })).toBeTruthy();
    await user.click(within(group).getByRole('radio', { name: otherPhone.shown }));
    expect(source.clicks).toEqual([{ kind: 'number_chosen', digits: otherPhone.digits }]);
    expect(root.textContent).toContain('0912: Country code missing');
  });

  it('says beside the number that it was chosen before', async () => {
    const two = { numbers: [phone, otherPhone], refused: [] };
    show(pending({ people: peopleWith(two, requester, otherPhone.digits.slice(-4)) }));
    const chosen = await screen.findByRole('radio', {
      name: otherPhone.shown,
      description: 'Chosen before in this browser',
    });
    expect(chosen.getAttribute('checked')).not.toBeNull();
    expect(screen.getAllByText('Chosen before in this browser')).toHaveLength(1);
  });

  it('opens the profile from the choice, with the keyboard alone', async () => {
    const source = show(pending({ people: peopleWith({ numbers: [phone, otherPhone], refused: [] }) }));
    await screen.findByRole('button', { name: 'Open profile' });
    await user.tab();
    await user.tab();
    await user.keyboard('{Enter}');
    expect(source.profiles).toEqual([ticket.requesterId]);
    expect(source.clicks).toEqual([]);
  });
});

describe('a number that failed beside another one', () => {
  it.each([
    ['with the button that the card is about', [phone, otherPhone]],
    ['beside the button that sends to the other one', [otherPhone, phone]],
  ])('has one way to the profile: %s', async (_, numbers) => {
    const people = peopleWith({ numbers, refused: [] });
    const source = show(notified('failed', { problem: problem('not_on_whatsapp') }, { people }));
    await screen.findByRole('group', { name: 'Send to' });
    await user.click(screen.getByRole('button', { name: 'Open profile' }));
    expect(source.profiles).toEqual([ticket.requesterId]);
  });
});

describe('details', () => {
  it('are made when they are opened', async () => {
    show(notified('read', {}, { records: [earlierRecord], sent: { recordId: 'rec-1', message } }));
    expect(screen.queryByRole('figure')).toBeNull();
    await user.click(screen.getByText('Details'));
    const details = (await screen.findByRole('figure')).closest('footer');
    expect(details?.textContent).toContain('1 of at most 5');
    expect(details?.textContent).toContain('Olga Lind');
  });

  it('tell of the attempt before what would be sent next', async () => {
    show(notified('failed', { problem: problem('expired') }));
    await user.click(screen.getByText('Details'));
    const next = await screen.findByRole('heading', { name: 'Send again would send' });
    const attempt = screen.getByText('Attempt');
    expect(attempt.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('say once why the template’s text is missing', async () => {
    const templates = { kind: 'known', list: undefined, at: now } as const;
    show(notified('delivered', {}, { templates }));
    await user.click(screen.getByText('Details'));
    await screen.findByRole('figure');
    expect(screen.getAllByText(/^1MSG did not tell/)).toHaveLength(1);
  });
});

describe('the page', () => {
  it('follows Zendesk’s colours and direction', async () => {
    const source = show(notified('read'));
    expect(document.documentElement.dataset).toMatchObject({ colorScheme: 'light' });
    expect(document.documentElement.dir).toBe('ltr');
    source.colorScheme = 'dark';
    source.become(notified('read'));
    await waitFor(() => expect(document.documentElement.dataset).toMatchObject({ colorScheme: 'dark' }));
    expect(document.documentElement.lang).toBe('en');
  });

  it.each([
    ['outside', 'Open a ticket in Zendesk'],
    ['no_sdk', 'Zendesk’s script did not load'],
    ['no_session', 'Zendesk did not answer'],
  ] as const)('says why it cannot start: %s', (notice, words) => {
    act(() => mountNotice(root, notice));
    expect(headline()).toBe(words);
  });

  it('says it in the browser’s language and in its direction', async () => {
    const language = vi.spyOn(navigator, 'language', 'get').mockReturnValue('ar-EG');
    onTestFinished(() => {
      language.mockRestore();
      speak('en');
      return loadWords();
    });
    act(() => mountNotice(root, 'no_session'));
    await waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
    expect(document.documentElement.lang).toBe('ar');
  });
});

describe('the time beside the headline', () => {
  const minute = 60_000;
  const age = () => root.querySelector('.head time')?.textContent;

  class AgingSource extends TestSource {
    clock = now;
    override now = (): number => this.clock;
  }

  function watch(state: State): AgingSource {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const source = new AgingSource(state);
    act(() => mountCard(root, source));
    return source;
  }

  /** Lets the page's clock and its timers run together. */
  function pass(source: AgingSource, ms: number): void {
    source.clock += ms;
    act(() => vi.advanceTimersByTime(ms));
  }

  afterEach(() => void vi.useRealTimers());

  it('stays true while somebody looks, and is not announced', () => {
    const source = watch(notified('read'));
    expect(age()).toBe('now');
    pass(source, minute);
    expect(age()).toBe('1 min ago');
    pass(source, minute);
    expect(age()).toBe('2 min ago');
    expect(announced()).toBe('');
  });

  it('sets no timer while the app is inactive', () => {
    const source = watch(notified('read', {}, { active: false }));
    pass(source, minute);
    const timers = vi.getTimerCount();
    pass(source, minute);
    expect([age(), vi.getTimerCount()]).toEqual(['now', timers]);
  });
});
