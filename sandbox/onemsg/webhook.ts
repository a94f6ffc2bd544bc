import type { Message, Report } from './entities';
import type { Store } from './store';
import { ackBody, legacyAckBody, rawHookBody } from './wire';

const LOCAL_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Long enough for a debugger's owner to press continue. */
const TIMEOUT_MS = 5000;

/** Whether the simulator calls this address: only on this machine, so that it can never reach somebody else. */
export function isLocal(url: string): boolean {
  return URL.canParse(url) && LOCAL_HOSTS.has(new URL(url).hostname);
}

/** Posts a report to every webhook on this machine, once and without waiting for the answers. */
export function postReport(store: Store, channel: string, message: Message, report: Report): void {
  if (!store.settings().ackNotificationsOn) {
    return;
  }
  const body = bodyFor(store, channel, message, report);
  for (const url of store.webhookUrls().filter(isLocal)) {
    store.notePost({ url, body });
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // A redirect could lead off this machine.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => {
      // Nobody listens there, or not in time. Whether 1MSG tries again is not known, so the simulator does not.
    });
  }
}

function bodyFor(store: Store, channel: string, message: Message, report: Report): unknown {
  if (store.settings().rawHooks) {
    return rawHookBody(channel, message, report);
  }
  return store.rules().webhook === 'legacy'
    ? legacyAckBody(message, report)
    : ackBody(channel, message, report);
}
