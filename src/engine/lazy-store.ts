import { failed, problem } from '../core/problem';
import { lazy, notLoaded } from './lazy';
import type { Ports } from './ports';

/** What only a look at the ticket needs, and not the listening for its hints. */
export type Store = Pick<Ports, 'desk' | 'records' | 'memory'>;

/**
 * The store whose code loads beside the entry. Where the code does not come, nothing was asked of Zendesk:
 * nothing is read, a claim is surely not made, and a write may be tried again.
 */
export function lazyStore(load: () => Promise<Store>): Store {
  const { ask, order } = lazy(load);
  const missing = problem('zendesk_unreachable', notLoaded);
  const refused = { kind: 'refused', problem: missing } as const;
  const lost = { kind: 'lost', problem: missing } as const;
  return {
    desk: {
      readAudits: ask(({ desk }, ...args) => desk.readAudits(...args), failed(missing)),
      readSaved: ask(({ desk }, ...args) => desk.readSaved(...args), failed(missing)),
      readPeople: ask(({ desk }, ...args) => desk.readPeople(...args), failed(missing)),
      addTag: ask(({ desk }, ...args) => desk.addTag(...args), lost),
    },
    records: {
      search: ask(({ records }, ...args) => records.search(...args), failed(missing)),
      lookUp: ask(({ records }, ...args) => records.lookUp(...args), failed(missing)),
      linked: ask(({ records }, ...args) => records.linked(...args), failed(missing)),
      create: ask(({ records }, ...args) => records.create(...args), refused),
      save: ask(({ records }, ...args) => records.save(...args), lost),
      remove: ask(({ records }, ...args) => records.remove(...args), lost),
    },
    memory: {
      recall: ask(({ memory }, ...args) => memory.recall(...args), undefined),
      recallTemplates: ask(({ memory }, ...args) => memory.recallTemplates(...args), undefined),
      remember: order(({ memory }, ...args) => memory.remember(...args)),
      rememberTemplates: order(({ memory }, ...args) => memory.rememberTemplates(...args)),
    },
  };
}
