import { maxAttempts } from '../../core/claim';
import { type FindingCode, findings, type LineId, type SetUpLine } from '../../core/set-up';
import { faultWords, subjectWords } from '../problem-words';
import { type Phrase, say, type Value } from '../words';

/** A line of the set-up in words: what is so, and what to do about it. */
export interface LineShown {
  readonly text: Phrase;
  readonly items: readonly Phrase[];
  readonly todo: Phrase | undefined;
  /** The stable code, for support; none while there is nothing to report. */
  readonly code: string | undefined;
  /** What the outside said. */
  readonly said: string | undefined;
}

/** `isOver`: nobody looks at the lines that are still waiting. */
export function describeLine({ told }: SetUpLine, isOver: boolean): LineShown {
  const plain = { items: [], todo: undefined, code: undefined, said: undefined };
  switch (told.kind) {
    case 'waiting':
      return { ...plain, text: say(isOver ? 'console.set_up.not_checked' : 'console.grade.waiting') };
    case 'blocked':
      return { ...plain, text: say('console.set_up.blocked', { line: { key: `console.line.${told.by}` } }) };
    case 'finding': {
      const { code } = told;
      const values = valuesOf(told.values);
      return {
        text: say(`console.finding.${code}`, values),
        items: told.faults.map(faultWords),
        todo: needsDoing(code) ? say(`console.todo.${code}`, values) : undefined,
        code: needsDoing(code) ? code : undefined,
        said: undefined,
      };
    }
    case 'problem': {
      const { problem } = told;
      return {
        text: say(`problem.${problem.code}.title`),
        items: [],
        todo: say(`problem.${problem.code}.text`, {
          customer: { key: 'console.a_customer' },
          most: maxAttempts,
          ...subjectWords(problem),
        }),
        code: problem.code,
        said: problem.detail,
      };
    }
  }
}

/** Findings that leave something to do or to know. */
type Pending = {
  [Code in FindingCode]: (typeof findings)[Code]['grade'] extends 'green' ? never : Code;
}[FindingCode];

const needsDoing = (code: FindingCode): code is Pending => findings[code].grade !== 'green';

/** Words of ours among the values are said in the page's language. */
const valuesOf = (values: Readonly<Record<string, string | number>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Value] => [
      name,
      name === 'status' ? statusValue(String(value)) : value,
    ]),
  );

const statusNames = ['approved', 'pending', 'rejected', 'paused', 'disabled', 'other'] as const;

/** What WhatsApp says of a template, in words. */
export function statusValue(status: string): Value {
  const known = statusNames.find((name) => name === status);
  return known === undefined ? status : { key: `console.template_status.${known}` };
}

/** Lines that belong together, in the order in which they are put right. */
export const lineParts: readonly {
  readonly part: 'settings' | 'onemsg' | 'zendesk' | 'customers';
  readonly lines: readonly LineId[];
}[] = [
  { part: 'settings', lines: ['settings', 'automatic'] },
  {
    part: 'onemsg',
    lines: ['channel', 'token', 'template', 'category', 'lifetime', 'namespace', 'languages', 'reports'],
  },
  { part: 'zendesk', lines: ['store', 'records', 'agents', 'duplicates', 'budget'] },
  { part: 'customers', lines: ['phones', 'country', 'consent'] },
];
