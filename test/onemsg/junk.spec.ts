import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../src/engine/http';
import { readSendAnswer } from '../../src/onemsg/answers';
import { readMessageList } from '../../src/onemsg/messages';
import { readReports } from '../../src/onemsg/reports';
import { readChannelStatus } from '../../src/onemsg/status';
import { readTemplatePage } from '../../src/onemsg/templates';
import { answered } from './replies';

/** Every field that any parser looks at, so that random bodies get past the first step. */
const fields = fc.constantFrom(
  ...[
    'sent',
    'id',
    'jobId',
    'error',
    'errors',
    'error_data',
    'response',
    'message',
    'code',
    'title',
    'details',
  ],
  ...['hooks', 'ack', 'statuses', 'messages', 'entry', 'changes', 'value', 'status', 'timestamp', 'data'],
  ...[
    'templates',
    'total',
    'name',
    'namespace',
    'language',
    'components',
    'type',
    'text',
    'header',
    'format',
  ],
  ...['buttons', 'url', 'fromMe', 'self', 'time', 'chatId', '__proto__', 'constructor'],
);

const leaf = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 1e300, 131026, 1_700_000_000, 'wamid.HBgM', 'wamid.'),
  fc.constantFrom(
    'failed',
    'read',
    'connected',
    'approved',
    'BODY',
    'HEADER',
    'BUTTONS',
    'en',
    '{{1}}',
    '[[[',
    '',
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
);

const body = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, leaf, fc.array(tie('value')), fc.dictionary(fields, tie('value'))),
})).value;

const text = fc.oneof(
  body.map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: 'binary' }),
  fc.json(),
);

const reply: fc.Arbitrary<HttpReply> = fc
  .tuple(fc.constantFrom(0, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 422, 429, 500, 502), text)
  .map(([status, text]) => answered(status, text));

const deep = answered(200, `${'{"hooks":['.repeat(20_000)}${']}'.repeat(20_000)}`);
const deepTemplate = answered(
  200,
  `{"templates":[{"name":"a","language":"en","components":[{"type":"x","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}]}`,
);

const parsers: readonly (readonly [name: string, parse: (reply: HttpReply) => unknown])[] = [
  ['send', readSendAnswer],
  ['reports', (reply) => readReports(reply, 'wamid.HBgM', 1)],
  ['templates', readTemplatePage],
  ['messages', (reply) => readMessageList(reply, 0)],
  ['status', readChannelStatus],
];

describe.each(parsers)('the parser of %s', (_, parse) => {
  it('answers whatever it is given', () => {
    fc.assert(
      fc.property(reply, (reply) => {
        expect(parse(reply)).toBeTypeOf('object');
      }),
    );
  });

  it.each([
    ['a list', deep],
    ['a template', deepTemplate],
  ])('answers %s nested without end', (_, reply) => {
    expect(parse(reply)).toBeTypeOf('object');
  });
});

describe('a send', () => {
  it('is accepted only by a clear yes with an id', () => {
    fc.assert(
      fc.property(body, (body) => {
        const answer = readSendAnswer(answered(200, JSON.stringify(body) ?? ''));
        if (answer.kind === 'accepted')
          expect(body).toMatchObject({ sent: expect.anything(), id: expect.anything() });
      }),
    );
  });
});
