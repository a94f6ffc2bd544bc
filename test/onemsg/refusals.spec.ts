import { describe, expect, it } from 'vitest';
import { readFault } from '../../src/onemsg/faults';
import { problemOf } from '../../src/onemsg/refusals';

describe('a code', () => {
  it.each([
    ['in its place', { code: 131008 }],
    ['as text', { code: '131008' }],
    ['by its other name', { error_code: 131008 }],
    ['in an error', { error: { code: 131008 } }],
    ['in the older wrapper', { response: { error: { code: 131008 } } }],
    ['in a list', { errors: [{ code: 131008, title: 'Required parameter is missing' }] }],
    ['as Meta writes it', { message: '(#131008) Required parameter is missing' }],
    ['bare in a sentence', { message: 'Failed with 131008' }],
    ['behind a status', { code: 400, error: { code: 131008 } }],
    ['as Meta writes it, behind another number', { message: 'Ticket 368: (#131008) missing' }],
  ])('is found %s', (_, said) => {
    expect(problemOf(readFault(said), 'unspecified').code).toBe('value_missing');
  });

  it('comes before what the sentence seems to say', () => {
    const said = { error: { code: 131048, message: 'Rate limit hit' } };
    expect(problemOf(readFault(said), 'unspecified').code).toBe('sending_limited');
  });
});

describe('what is not known', () => {
  it.each([
    ['a code', { code: 999_001, message: 'New rule' }, '999001: New rule'],
    ['a code alone', { code: 999_001 }, '999001'],
    ['a sentence', { message: 'New rule' }, 'New rule'],
    ['nothing', {}, undefined],
  ])('keeps %s as it was said', (_, said, detail) => {
    expect(problemOf(readFault(said), 'request_refused')).toEqual({
      code: 'request_refused',
      detail,
      subjects: [],
    });
  });
});

describe('a fault', () => {
  it("reads all of Meta's error object, and no sentence twice", () => {
    const fault = readFault({
      sent: false,
      message: '(#132018) Parameter issue',
      error: {
        code: 132018,
        message: 'Parameter issue',
        error_user_title: 'Bad value',
        error_user_msg: 'Remove line breaks',
        error_data: { messaging_product: 'whatsapp', details: 'No new lines' },
      },
    });
    expect(fault).toEqual({
      codes: [132018],
      text: '(#132018) Parameter issue · Bad value · Remove line breaks · No new lines',
    });
  });

  it.each([
    ['plain text', 'Subscription is blocked', 'Subscription is blocked'],
    ['a list of sentences', { message: ['a is missing', 'b is missing'] }, 'a is missing · b is missing'],
    ['null', null, ''],
    ['a number', 7, ''],
  ])('reads %s', (_, said, text) => {
    expect(readFault(said)).toEqual({ codes: [], text });
  });
});
