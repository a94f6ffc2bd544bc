import { failed, problem } from '../core/problem';
import { lazy, notLoaded } from './lazy';
import type { Desk, Memory, Ports, Records } from './ports';

/** What a first look at the ticket takes. */
export interface Looking {
  readonly desk: Pick<Desk, 'readAudits'>;
  readonly records: Pick<Records, 'search' | 'lookUp'>;
  readonly memory: Pick<Memory, 'recall'>;
}

/** What it takes beside that to announce an assignment and to keep what became of it. */
export interface Acting {
  readonly desk: Omit<Desk, keyof Looking['desk']>;
  readonly records: Omit<Records, keyof Looking['records']>;
  readonly memory: Omit<Memory, keyof Looking['memory']>;
}

/**
 * The store whose code loads in two parts, beside the entry and behind the first status. Where the code does not
 * come, nothing was asked of Zendesk: nothing is read, a claim is surely not made, and a write may be tried again.
 */
export function lazyStore(load: {
  readonly look: () => Promise<Looking>;
  readonly act: () => Promise<Acting>;
}): Pick<Ports, 'desk' | 'records' | 'memory'> {
  const look = lazy(load.look);
  const act = lazy(load.act);
  const missing = problem('zendesk_unreachable', notLoaded);
  const refused = { kind: 'refused', problem: missing } as const;
  const lost = { kind: 'lost', problem: missing } as const;
  return {
    desk: {
      readAudits: look.ask(({ desk }, ...args) => desk.readAudits(...args), failed(missing)),
      readSaved: act.ask(({ desk }, ...args) => desk.readSaved(...args), failed(missing)),
      readPeople: act.ask(({ desk }, ...args) => desk.readPeople(...args), failed(missing)),
      addTag: act.ask(({ desk }, ...args) => desk.addTag(...args), lost),
    },
    records: {
      search: look.ask(({ records }, ...args) => records.search(...args), failed(missing)),
      lookUp: look.ask(({ records }, ...args) => records.lookUp(...args), failed(missing)),
      linked: act.ask(({ records }, ...args) => records.linked(...args), failed(missing)),
      claimedFor: act.ask(({ records }, ...args) => records.claimedFor(...args), failed(missing)),
      create: act.ask(({ records }, ...args) => records.create(...args), refused),
      save: act.ask(({ records }, ...args) => records.save(...args), lost),
      remove: act.ask(({ records }, ...args) => records.remove(...args), lost),
    },
    memory: {
      recall: look.ask(({ memory }, ...args) => memory.recall(...args), undefined),
      recallTemplates: act.ask(({ memory }, ...args) => memory.recallTemplates(...args), undefined),
      remember: act.order(({ memory }, ...args) => memory.remember(...args)),
      rememberTemplates: act.order(({ memory }, ...args) => memory.rememberTemplates(...args)),
      recallNumber: act.ask(({ memory }, ...args) => memory.recallNumber(...args), undefined),
      rememberNumber: act.order(({ memory }, ...args) => memory.rememberNumber(...args)),
    },
  };
}
