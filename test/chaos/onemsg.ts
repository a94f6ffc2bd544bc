/** 1MSG in memory, in the wire's own words. Written from the contract; it shares no line with the app. */
import type { SendScript } from './history';
import type { Dice, VirtualTime } from './time';
import type { WireAnswer } from './wire';

/** A message that 1MSG took. */
export interface Taken {
  readonly id: string;
  readonly at: number;
  readonly digits: string;
  readonly text: string;
  readonly reports: { readonly status: string; readonly from: number; readonly seconds: number }[];
  /** From when on the list shows it; never where it is dropped. */
  readonly listedFrom: number;
}

/** One call of `sendTemplate` that arrived. */
export interface Arrival {
  readonly values: readonly string[];
  readonly outcome: 'taken' | 'refused' | 'turned away' | 'not taken';
  readonly taken: Taken | undefined;
  readonly answer: WireAnswer;
}

const json = (status: number, body: unknown): WireAnswer => ({ status, text: JSON.stringify(body) });
const html = (status: number): WireAnswer => ({ status, text: '<html><body>Bad gateway</body></html>' });

const template = 'Hello {{1}}, your ticket {{2}} is with {{3}} now.';

export class OneMsg {
  readonly messages: Taken[] = [];
  private arrived = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly dice: Dice,
    private readonly listed: boolean,
    private readonly scripts: readonly SendScript[],
    /** Whether the list shows what messages say. */
    private readonly texts = false,
  ) {}

  send(body: unknown): Arrival {
    const { digits, values } = readSend(body);
    const { fate, reports } = this.scripts[this.arrived] ?? {
      fate: 'accepted',
      reports: ['sent', 'delivered'],
    };
    this.arrived += 1;
    const take = (dropped = false): Taken => {
      const { now } = this.time;
      const message: Taken = {
        id: `wamid.${btoa(`message ${this.arrived}`)}`,
        at: now,
        digits,
        text: values.reduce((body, value, index) => body.replace(`{{${index + 1}}}`, value), template),
        reports: reports.map((status, index) => ({
          status,
          from: now + Math.round(this.dice() * 20_000),
          seconds: Math.floor(now / 1000) + index,
        })),
        listedFrom: dropped ? Number.POSITIVE_INFINITY : now + Math.round(this.dice() * 8_000),
      };
      this.messages.push(message);
      return message;
    };
    const end = (outcome: Arrival['outcome'], answer: WireAnswer, taken?: Taken): Arrival => ({
      values,
      outcome,
      taken,
      answer,
    });
    switch (fate) {
      case 'accepted': {
        const message = take();
        return end(
          'taken',
          json(200, { sent: true, id: message.id, message: `Sent to ${digits}@c.us` }),
          message,
        );
      }
      case 'queued':
      case 'queued and dropped':
        return end(
          'taken',
          json(200, { sent: false, jobId: `job-${this.arrived}` }),
          take(fate === 'queued and dropped'),
        );
      case 'refused':
        return end('refused', json(200, { sent: false, message: '(#131026) Message undeliverable' }));
      case 'invalid':
        return end('refused', json(422, { message: 'template is not defined' }));
      case 'busy':
        return end('turned away', json(429, { error: 'Too many requests' }));
      case 'busy by code':
        return end(
          'turned away',
          json(200, { sent: 'false', error: { code: 130429, message: 'Rate limit hit' } }),
        );
      case 'broken before':
        return end('not taken', json(500, { error: 'Internal error' }));
      case 'broken after':
        return end('taken', json(500, { error: 'Internal error' }), take());
      case 'without id':
        return end('taken', json(200, { sent: true }), take());
      case 'gateway after':
        return end('taken', html(502), take());
    }
  }

  hookInfo(id: string): WireAnswer {
    const message = this.messages.find((one) => one.id === id);
    const hooks = (message?.reports ?? [])
      .filter(({ from }) => from <= this.time.now)
      .map(({ status, seconds }) => ({
        id,
        type: 'message',
        status,
        timestamp: String(seconds),
        ...(status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {}),
      }));
    return json(200, { hooks });
  }

  list(from: number): WireAnswer {
    if (!this.listed) return json(200, { notice: 'History is not stored', messages: [] });
    const messages = this.messages
      .filter(({ at, listedFrom }) => listedFrom <= this.time.now && at >= from * 1000)
      .reverse()
      .map(({ id, at, digits, text }, index) => ({
        messageNumber: index,
        id,
        fromMe: 1,
        self: 1,
        time: Math.floor(at / 1000),
        chatId: `${digits}@c.us`,
        type: 'template',
        ...(this.texts ? { body: text } : {}),
      }));
    return json(200, { messages });
  }

  templates(): WireAnswer {
    return json(200, {
      templates: [
        {
          name: 'agent_assigned',
          language: 'en',
          namespace: 'sandbox_0a1b_2c3d',
          status: 'approved',
          components: [{ type: 'BODY', text: template }],
        },
      ],
      total: 1,
    });
  }
}

interface SendBody {
  readonly phone: string;
  readonly params: readonly { readonly parameters: readonly { readonly text: string }[] }[];
}

function readSend(body: unknown): { readonly digits: string; readonly values: readonly string[] } {
  // The contract fixes the body's form, and a body of another form is to fail loudly.
  const { phone, params } = body as SendBody;
  return { digits: phone, values: params.flatMap(({ parameters }) => parameters.map(({ text }) => text)) };
}
