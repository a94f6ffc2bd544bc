import { expect, it } from 'vitest';
import { csvOf } from '../../src/view/console/csv';
import { row } from '../support/log-rows';

const names = new Map([[38, 'Priya Nair']]);
const file = (...rows: Parameters<typeof csvOf>[0]) => csvOf(rows, true, names);

it('has of a number its ending alone, and no id of WhatsApp’s, which holds the number', () => {
  const text = file(row());
  expect(text).toContain('•••• 0156');
  expect(text).not.toContain('wamid');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('defuses a name that a spreadsheet would calculate: %s', (name) => {
  const [, line = ''] = file(row({ specialist: { id: 1, name } })).split('\r\n');
  expect(line).toContain(`'${name}`);
});

it('has its head once, however many pages it is made of', () => {
  const [first, next] = [csvOf([row()], true, names), csvOf([row()], false, names)];
  expect(first.startsWith('record_id,created_at,ticket,')).toBe(true);
  expect(next).not.toContain('record_id');
  expect(csvOf([], false, names)).toBe('');
});

it('has a line for a record that cannot be read', () => {
  expect(file(row({ content: 'later_version' }))).toContain('unreadable (later_version)');
});
