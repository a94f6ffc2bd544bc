import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDetail } from '../../src/onemsg/clean';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJpbnN0YW5jZUlkIjoiaW5zdGFuY2UzNzEyNjczMDAifQ.c2lnbmF0dXJl-_x';
const wamid = 'wamid.HBgMNTg0MTI1NDA4ODYxFQIAERgSOUQ3RkQ2QTVCMzA4RUQyOTVGAA==';

describe('a detail', () => {
  it.each([
    ['Message undeliverable', 'Message undeliverable'],
    ['invalid or expired token', 'invalid or expired token'],
    ['Token expired.', 'Token expired.'],
    [
      'Wrong token "abcdefghij" for channel "123". Please provide token as a GET parameter.',
      'Wrong token "…" for channel "123". Please provide token as a GET parameter.',
    ],
    ['Wrong token &quot;abcdefghij&quot; for channel', 'Wrong token &quot;…&quot; for channel'],
    ['invalid token abc123', 'invalid token …'],
    ['GET /me?token=abc&limit=1 failed', 'GET /me?token=…&limit=1 failed'],
    ['{"api_token":"abc"}', '{"api_token":"…"}'],
    ['{\\"token\\":\\"abc\\"}', '{\\"token\\":\\"…\\"}'],
    ['Bearer abc is wrong', 'Bearer … is wrong'],
    ['invalid bearer token abc', 'invalid bearer token …'],
    ['Authorization: Bearer abc', 'Authorization: … …'],
    [`no such token: ${jwt}`, 'no such token: …'],
    [`got ${jwt}, sorry`, 'got …, sorry'],
    ['key 83763g87x3bf9a0c is not ours', 'key … is not ours'],
    [`no message ${wamid} here`, 'no message … here'],
    ['Sent to 5804125408861@c.us', 'Sent to …8861@c.us'],
    ['+58 (412) 540-8861 is not valid', '…8861 is not valid'],
    ['call 0412 540 8861', 'call …8861'],
    ['٥٨٤١٢٥٤٠٨٨٦١', '…٨٨٦١'],
    ['(#131026) Message undeliverable', '(#131026) Message undeliverable'],
    ['131056: wait 6 s', '131056: wait 6 s'],
    ['template order_update_2026_v2 is paused', 'template order_update_2026_v2 is paused'],
    ['<h1>502 <b>Bad</b> Gateway</h1><style>h1 { color: red }</style>', '502 Bad Gateway'],
    ['a < b and c > d', 'a < b and c > d'],
    ['two\r\nlines,\ta tab and \u0000\u202e more', 'two lines, a tab and more'],
    ['', undefined],
    [' \n ', undefined],
    ['<br/>', undefined],
  ])('%j is kept as %j', (said, kept) => {
    expect(cleanDetail(said)).toBe(kept);
  });

  it('is at most 300 characters long', () => {
    const kept = cleanDetail('so many words '.repeat(100));
    expect(kept).toHaveLength(300);
    expect(kept).toMatch(/…$/);
  });

  it('is not cut inside a character', () => {
    expect(cleanDetail('👩🏽'.repeat(400))).toMatch(/^(👩🏽)+…$/u);
  });

  it('holds no half of a secret where a long answer is cut', () => {
    const page = `<p ${'x'.repeat(1_960)}>the token is 8f2c4b6d1e9a7c3f5b0d2e4f6a8c1b3d</p>`;
    expect(cleanDetail(page)).not.toContain('8f2c');
  });
});

const token = fc
  .stringMatching(/^[A-Za-z0-9_-]{12,60}$/)
  .filter((text) => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text));

const words = fc.stringMatching(/^[ a-zéл中,.;!?'"<>(){}-]{0,40}$/);

/** Every way in which a secret was seen or can be expected in an answer. */
const secretIn = fc
  .tuple(
    token,
    fc.constantFrom<(secret: string) => string>(
      (secret) => `Wrong token "${secret}" for channel`,
      (secret) => `wrong token ${secret}`,
      (secret) => `?token=${secret}`,
      (secret) => `Bearer ${secret}`,
      (secret) => `Authorization: ${secret}`,
      (secret) => `Authorization: Bearer ${secret}`,
      (secret) => `{"api_token": "${secret}"}`,
      (secret) => `eyJ${secret}.eyJ${secret}.${secret}`,
    ),
  )
  .map(([secret, sentence]) => ({ secret, said: sentence(secret) }));

describe('whatever was said, a detail', () => {
  it('never holds a secret', () => {
    fc.assert(
      fc.property(words, secretIn, words, (before, { secret, said }, after) => {
        expect(cleanDetail(`${before} ${said} ${after}`) ?? '').not.toContain(secret);
      }),
    );
  });

  it('never holds seven digits in a row', () => {
    const digits = fc.stringMatching(/^[0-9]{7,20}$/);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), digits, fc.string(), (before, number, after) => {
        expect(cleanDetail(before + number + after) ?? '').not.toMatch(/\p{Nd}{7}/u);
      }),
    );
  });

  it('is one well-formed line of at most 300 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (said) => {
        const kept = cleanDetail(said) ?? ' ';
        expect(kept.length).toBeLessThanOrEqual(300);
        expect(kept).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});
