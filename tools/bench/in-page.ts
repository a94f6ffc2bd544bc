/** What runs in the pages that are measured, in each of their frames, before anything of their own does. */

/** Moments of one page load, ms since the epoch, each the first of its kind. */
export interface Marks {
  /** In the helpdesk's page: the app's iframe gets its address. */
  frameOpened?: number;
  /** In the helpdesk's page: the app's subscription to `ticket.submit.done` arrives. */
  listening?: number;
  /** In the helpdesk's page: the app's request to send the message arrives. */
  sendLeft?: number;
  /** In the app: it is told that the agent's submit is done. */
  submitDone?: number;
  /** In the app: the first text or picture is on the screen, whatever it says; the skeleton has neither. */
  wordsPainted?: number;
  /** In the app: the first status is on the screen, in a card that is not waiting for anything. */
  statusPainted?: number;
}

/** Timers and frames that one page has asked its browser for. */
export interface TimerCount {
  readonly pending: Set<string>;
  everSet: number;
}

declare global {
  interface Window {
    readonly benchMarks: Marks;
    readonly benchTimers: TimerCount;
  }
}

/** Takes note of the moments. */
export function noteMarks(): void {
  const marks: Marks = {};
  Object.defineProperty(window, 'benchMarks', { value: marks });
  // The start of each frame's own clock is part of the time, so that times of different frames can be compared.
  const mark = (name: keyof Marks): void => {
    marks[name] ??= performance.timeOrigin + performance.now();
  };

  if (window === window.top) {
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      if (name === 'src' && this instanceof HTMLIFrameElement) mark('frameOpened');
      setAttribute.call(this, name, value);
    };
    addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return;
      if (data.includes('"iframe.on:ticket.submit.done"')) mark('listening');
      if (data.includes('/sendTemplate"')) mark('sendLeft');
    });
    return;
  }

  addEventListener('message', ({ data }) => {
    if (typeof data === 'string' && data.includes('"zaf.ticket.submit.done"')) mark('submitDone');
  });
  new PerformanceObserver((paints) => {
    for (const { name, startTime } of paints.getEntries()) {
      if (name === 'first-contentful-paint') marks.wordsPainted ??= performance.timeOrigin + startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  const drawn = new MutationObserver(() => {
    const settled = document.querySelector('main:not([aria-busy="true"]) h1');
    if (settled === null) return;
    drawn.disconnect();
    // A message that is posted while a frame is being made arrives when the frame is painted.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => mark('statusPainted');
    requestAnimationFrame(() => painted.port2.postMessage(null));
  });
  drawn.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Counts every way by which a page can have itself woken up later. */
export function countTimers(): void {
  const count: TimerCount = { pending: new Set(), everSet: 0 };
  Object.defineProperty(window, 'benchTimers', { value: count });
  const page = window as unknown as Record<string, (...args: unknown[]) => unknown>;

  const wrap = (kind: string, start: string, end: string, repeats: boolean): void => {
    const begin = page[start];
    const stop = page[end];
    if (begin === undefined || stop === undefined) return;
    page[start] = (run, ...rest) => {
      const id = begin.call(
        window,
        (...args: unknown[]) => {
          if (!repeats) count.pending.delete(`${kind} ${id}`);
          if (typeof run === 'function') run(...args);
        },
        ...rest,
      );
      count.everSet += 1;
      count.pending.add(`${kind} ${id}`);
      return id;
    };
    page[end] = (id) => {
      count.pending.delete(`${kind} ${id}`);
      stop.call(window, id);
    };
  };

  // Timeouts and intervals share their ids: either function ends both.
  wrap('timer', 'setTimeout', 'clearTimeout', false);
  wrap('timer', 'setInterval', 'clearInterval', true);
  wrap('frame', 'requestAnimationFrame', 'cancelAnimationFrame', false);
  wrap('idle', 'requestIdleCallback', 'cancelIdleCallback', false);
}
