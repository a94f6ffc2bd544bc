/** The part of the sidebar that speaks beside the card; it comes with the first message that leaves the page. */
import { type Alert, alertBetween } from './core/alert';
import type { State } from './core/state';
import type { Engine } from './engine/engine';
import { alertText } from './view/alert-words';
import type { Zaf } from './zendesk/zaf';

/** How long Zendesk shows it, ms: it is a sentence more than Zendesk's own. */
const shownFor = 12_000;

/** Tells every alert from the state `before` on, wherever in Zendesk the agent is by then. */
export function tellAlerts(
  engine: Pick<Engine, 'state' | 'subscribe'>,
  zaf: Pick<Zaf, 'invoke'>,
  before: State,
): void {
  let known = before;
  const hear = (): void => {
    const state = engine.state();
    const alert = alertBetween(known, state);
    known = state;
    if (alert !== undefined) void tell(zaf, alert);
  };
  engine.subscribe(hear);
  // It may be over by the time that this code is here.
  hear();
}

async function tell(zaf: Pick<Zaf, 'invoke'>, alert: Alert): Promise<void> {
  // Without words there is the card alone.
  const text = await alertText(alert).catch(() => undefined);
  if (text !== undefined) {
    await zaf.invoke('notify', text, alert.outcome === 'failed' ? 'error' : 'alert', shownFor);
  }
}
