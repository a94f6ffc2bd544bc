import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sendWindowMs } from '../../src/core/claim';
import { type Owner, type ProblemCode, problems, type Remedy, type Repeat } from '../../src/core/problem';
import { lookRetries, sendRetries } from '../../src/core/schedule';
import type { HttpReply } from '../../src/engine/http';
import { readSendAnswer } from '../../src/onemsg/answers';
import { meanings, sentences } from '../../src/onemsg/refusals';
import { readReports } from '../../src/onemsg/reports';
import { noonish } from '../support/facts';
import { documentedCodes, documentedTexts } from './documented';
import { answered, badGateway, proxyError } from './replies';

/** Every documented failure, through the real parsers, in every form in which it can come. */

const messageId = 'wamid.HBgMNTg0MTI1NDA4ODYxFQIAERgSOUQ3RkQ2QTVCMzA4RUQyOTVGAA==';

/** What an error is told as: Meta's object, 1MSG's renaming of it, or a sentence that names the code. */
const errorsOf = (code: number, words: string) => ({
  object: { code, message: words, error_data: { messaging_product: 'whatsapp', details: words } },
  renamed: { error_code: String(code), error_user_title: words, error_user_msg: words },
  sentence: `(#${code}) ${words}`,
});

type Told = ReturnType<typeof errorsOf>[keyof ReturnType<typeof errorsOf>] | string;

/** The answers to `sendTemplate` that refuse with this error. */
const refusals: Readonly<Record<string, (told: Told) => HttpReply>> = {
  'beside sent: false': (error) => answered(200, { sent: false, message: 'Not sent', error }),
  'beside sent: "false"': (error) => answered(200, { sent: 'false', error }),
  'in the older wrapper': (error) => answered(200, { response: { error } }),
  'with status 400': (error) => answered(400, { error }),
  'with status 422': (error) => answered(422, { message: 'Not sent', error }),
};

/** The status reports that tell of this error: as Meta does, as 1MSG rewords it, and in Meta's whole envelope. */
const reports: Readonly<Record<string, (told: Told) => HttpReply>> = {
  'in hooks': (error) => answered(200, { hooks: [failedWith({ errors: [error] })] }),
  'in ack': (error) => answered(200, { ack: [failedWith({ error })] }),
  'in Meta’s envelope': (error) =>
    answered(200, {
      entry: [{ changes: [{ value: { statuses: [failedWith({ errors: [error] })] } }] }],
    }),
};

const failedWith = (more: object) => ({ id: messageId, status: 'failed', timestamp: '1768213800', ...more });

const problemOfSend = (reply: HttpReply): ProblemCode => {
  const answer = readSendAnswer(reply);
  if (answer.kind !== 'refused') throw new Error(`The answer is ${answer.kind}.`);
  return answer.problem.code;
};

const problemOfReport = (reply: HttpReply): ProblemCode => {
  const reading = readReports(reply, messageId, noonish);
  const [report] = reading.ok ? reading.value : [];
  if (report?.status !== 'failed') throw new Error('No failure is reported.');
  return report.problem.code;
};

/** The problem in every form of the answer and of the report. */
function problemsOf(told: Told): Readonly<Record<string, ProblemCode>> {
  const read = (forms: typeof refusals, problemOf: (reply: HttpReply) => ProblemCode) =>
    Object.entries(forms).map(([form, reply]): [string, ProblemCode] => [form, problemOf(reply(told))]);
  return Object.fromEntries([...read(refusals, problemOfSend), ...read(reports, problemOfReport)]);
}

const everywhere = (problem: ProblemCode): Readonly<Record<string, ProblemCode>> =>
  Object.fromEntries([...Object.keys(refusals), ...Object.keys(reports)].map((form) => [form, problem]));

describe('a documented code', () => {
  it.each(documentedCodes)('$code means $problem in every form', ({ code, problem }) => {
    for (const told of Object.values(errorsOf(code, 'Said so'))) {
      expect(problemsOf(told)).toEqual(everywhere(problem));
    }
  });

  it.each(documentedCodes)('$code is repeated by the app only where it is safe', ({ problem, repeated }) => {
    expect(problems[problem].repeat === 'send').toBe(repeated);
  });

  it('is every code that the app knows', () => {
    const documented = new Set(documentedCodes.map(({ code }) => code));
    expect(Object.keys(meanings).filter((code) => !documented.has(Number(code)))).toEqual([]);
  });
});

describe('a documented sentence', () => {
  it.each(documentedTexts)('"$text" means $problem in every form', ({ text, problem }) => {
    expect(problemsOf(text)).toEqual(everywhere(problem));
  });

  it('fits every alternative that the app looks for', () => {
    // A group keeps its bars: only those outside of brackets part one alternative from the next.
    const alternatives = sentences.flatMap(([sentence]) => sentence.source.split(/\|(?![^(]*\))/));
    const idle = alternatives.filter(
      (alternative) => !documentedTexts.some(({ text }) => new RegExp(alternative, 'i').test(text)),
    );
    expect(idle).toEqual([]);
  });
});

describe('a failure that is not known', () => {
  it.each(['New rule', { code: 999_001, message: 'New rule' }])('is kept in its own words: %j', (error) => {
    const answer = readSendAnswer(answered(200, { sent: false, error }));
    const detail = typeof error === 'string' ? 'New rule' : '999001: New rule';
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'unspecified', detail } });
    expect(problems.unspecified.repeat).toBeUndefined();
  });
});

describe('a send whose fate is open', () => {
  it.each(['no_answer', 'answer_error', 'answer_unreadable', 'interrupted'] as const)(
    'is never repeated by the app: %s',
    (code) => {
      expect(problems[code].repeat).toBeUndefined();
      expect(problems[code].remedy).toBe('send_again');
    },
  );
});

/** What becomes of a send by the form of its answer alone. */
const answers: readonly (readonly [what: string, reply: HttpReply])[] = [
  ['nothing within 30 s', { kind: 'unanswered', reason: 'deadline' }],
  ['the connection breaks', { kind: 'unanswered', reason: 'network' }],
  ['408, 499, 504, 522, 524', answered(504, '')],
  ['500 and other 5xx, also after acceptance', answered(500, { error: 'Internal error' })],
  ['502 with a page of HTML', answered(502, badGateway)],
  ['2xx that is no JSON', answered(200, badGateway)],
  ['2xx, `sent: true` without an id', answered(200, { sent: true })],
  ['2xx, `sent: false` with a `jobId`', answered(200, { sent: false, jobId: 'job-1' })],
  ['2xx, `sent: false` and words that are not known', answered(200, { sent: false, message: 'No' })],
  ['2xx with an `error` alone', answered(200, { error: 'wrong request' })],
  ['400, 422: template not defined', answered(422, { message: 'template is not defined' })],
  ['400, 422: other words', answered(422, { message: 'phone is not defined' })],
  ['401', answered(401, { error: 'invalid or expired token' })],
  ['402', answered(402, '')],
  ['403', answered(403, 'Subscription is blocked')],
  ['404, 410', answered(404, '')],
  ['429', answered(429, { error: 'Too many requests' })],
  ['429 of Zendesk’s proxy', answered(429, proxyError(429))],
  ['another refusal of Zendesk’s proxy', answered(422, proxyError(422))],
];

const owners: Readonly<Record<Owner, string>> = {
  agent: 'agent',
  agent_choice: 'agent decides',
  admin: 'admin',
  nobody: 'nobody',
};

const remedies: Readonly<Record<Remedy, string>> = {
  send_now: 'Send now',
  send_again: 'Send again',
  check_again: 'Check again',
  open_profile: 'Open profile',
  none: '–',
};

const words = (() => {
  const file = readFileSync(new URL('../../translations/en.json', import.meta.url), 'utf8');
  const { problem } = JSON.parse(file) as {
    problem: Readonly<Record<ProblemCode, { readonly title: string; readonly text: string }>>;
  };
  return problem;
})();

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');

const repeated: Readonly<Record<Repeat, string>> = {
  send: 'the send',
  look: 'the look',
  look_later: 'the look, later',
};

const repeats = (code: ProblemCode): string => {
  const { repeat } = problems[code];
  return repeat === undefined ? 'no' : repeated[repeat];
};

const aboutProblem = (code: ProblemCode): readonly string[] => {
  const { owner, remedy } = problems[code];
  const { title, text } = words[code];
  return [`\`${code}\``, `**${title}.** ${text}`, owners[owner], remedies[remedy]];
};

const outcomeOf = (reply: HttpReply): readonly string[] => {
  const answer = readSendAnswer(reply);
  if (answer.kind === 'accepted' || answer.kind === 'queued') return [answer.kind, '–', '–', 'no'];
  const { code } = answer.problem;
  const status = answer.kind === 'lost' ? 'unknown' : 'failed';
  return [status, `\`${code}\``, words[code].title, answer.kind === 'lost' ? 'no' : repeats(code)];
};

const secondsOf = (waits: readonly number[]) => waits.map((ms) => `${ms / 1_000} s`).join(', ');
const lasting = Object.keys(problems) as ProblemCode[];
const fromWhatsApp = new Set([...documentedCodes, ...documentedTexts].map(({ problem }) => problem));

const page = `# Failures

Every failure that WhatsApp and 1MSG are known to tell of, what the app makes of it, and what it says. This page is
written by \`test/onemsg/failures.spec.ts\`, which takes each row through the app's own parsers; \`npx vitest run
test/onemsg/failures.spec.ts -u\` writes it anew.

**Repeated** is what the app does again by itself, and says so in the card.

- *The send*: the same message, at most ${sendRetries.length} times, after ${secondsOf(sendRetries)} or as long as the app is asked
  to wait, and within ${sendWindowMs / 1_000} s of the claim. Only where the refusal proves that nothing was taken. A failure that a
  status report tells of later is never repeated: that message was taken.
- *The look*: everything anew from the saved ticket on, at most ${lookRetries.look.length} times, after ${secondsOf(lookRetries.look)} (later:
  ${secondsOf(lookRetries.look_later)}) to twice as long, while somebody looks at the ticket.

Whatever is not listed here is shown in its own words, and is not repeated.

## By code

WhatsApp's codes, as 1MSG passes them on.

${table(
  ['Code', 'Meaning', 'Told', 'Problem', 'What the card says', 'Who', 'The agent may', 'Repeated'],
  documentedCodes
    .filter(({ code }) => code !== 250 && code !== 299)
    .map(({ code, meaning, told, problem }) =>
      row(
        code === 200 ? '200–299' : code,
        meaning,
        told,
        ...aboutProblem(problem),
        problems[problem].repeat !== undefined && told !== 'at once'
          ? `${repeats(problem)}, at once only`
          : repeats(problem),
      ),
    ),
)}

## By words

Where no code comes with them.

${table(
  ['1MSG says', 'Code', 'Problem'],
  documentedTexts.map(({ text, code, problem }) => row(text, code ?? '–', `\`${problem}\``)),
)}

## By the form of the answer

Looked at first; the codes and words above come before what a 4xx alone would say.

${table(
  ['1MSG answers', 'Status', 'Problem', 'What the card says', 'Repeated'],
  answers.map(([what, reply]) => row(what, ...outcomeOf(reply))),
)}

## What does not come from WhatsApp

The app's own reasons, and those of Zendesk and 1MSG.

${table(
  ['Problem', 'What the card says', 'Who', 'The agent may', 'Repeated'],
  lasting.filter((code) => !fromWhatsApp.has(code)).map((code) => row(...aboutProblem(code), repeats(code))),
)}
`;

describe('docs/FAILURES.md', () => {
  it('is what the code does', async () => {
    await expect(page).toMatchFileSnapshot('../../docs/FAILURES.md');
  });
});
