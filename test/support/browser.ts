import type { Shared } from '../../src/zendesk/tabs';

/** Does it a moment later, if ever: the tab may be gone by then. */
export type Later = (run: () => void) => void;

/** The Web Locks and channels of one browser, as its tabs share them. */
export class Browser {
  private readonly holders = new Map<string, Tab>();
  private readonly lines = new Map<string, Waiting[]>();
  private readonly ears: Ear[] = [];

  /** `loses` says of each message whether it is lost on its way. */
  constructor(private readonly loses: () => boolean = () => false) {}

  /** A tab; `later` is how what comes from outside reaches it. */
  open(later: Later): Shared & { /** The tab ends, with all that it holds. */ die(): void } {
    const tab: Tab = { later, dead: false };
    return {
      locks: {
        request: (name, { ifAvailable, signal }, use) =>
          new Promise((resolve, reject) => {
            const waiting: Waiting = { tab, use, resolve };
            later(() => {
              if (signal?.aborted === true) return reject(new Error('AbortError'));
              const isTaken = this.holders.has(name) || this.lineOf(name).length > 0;
              if (ifAvailable === true && isTaken) return void use(null).then(resolve);
              this.lineOf(name).push(waiting);
              signal?.addEventListener('abort', () => {
                const place = this.lineOf(name).indexOf(waiting);
                if (place === -1) return;
                this.lineOf(name).splice(place, 1);
                reject(new Error('AbortError'));
              });
              this.grant(name);
            });
          }),
      },
      openChannel: (name, hear) => {
        const ear: Ear = { tab, name, hear };
        this.ears.push(ear);
        return {
          postMessage: (data) => {
            // What cannot be cloned cannot be posted.
            const copy: unknown = structuredClone(data);
            for (const other of this.ears) {
              if (other !== ear && other.name === name && !tab.dead && !this.loses()) {
                other.tab.later(() => {
                  if (this.ears.includes(other)) other.hear(copy);
                });
              }
            }
          },
          close: () => void this.ears.splice(this.ears.indexOf(ear), 1),
        };
      },
      die: () => {
        tab.dead = true;
        for (const ear of this.ears.filter((one) => one.tab === tab))
          this.ears.splice(this.ears.indexOf(ear), 1);
        for (const [name, line] of this.lines) {
          this.lines.set(
            name,
            line.filter((one) => one.tab !== tab),
          );
        }
        for (const [name, holder] of [...this.holders]) if (holder === tab) this.free(name);
      },
    };
  }

  private lineOf(name: string): Waiting[] {
    const line = this.lines.get(name) ?? [];
    this.lines.set(name, line);
    return line;
  }

  private grant(name: string): void {
    if (this.holders.has(name)) return;
    const next = this.lineOf(name).shift();
    if (next === undefined) return;
    const { tab, use, resolve } = next;
    this.holders.set(name, tab);
    tab.later(() => {
      if (tab.dead) return;
      void use({ name }).then((value) => {
        if (!tab.dead) this.free(name);
        resolve(value);
      });
    });
  }

  private free(name: string): void {
    this.holders.delete(name);
    this.grant(name);
  }
}

interface Tab {
  readonly later: Later;
  dead: boolean;
}

interface Waiting {
  readonly tab: Tab;
  readonly use: (lock: unknown) => Promise<void>;
  readonly resolve: (value: unknown) => void;
}

interface Ear {
  readonly tab: Tab;
  readonly name: string;
  readonly hear: (data: unknown) => void;
}
