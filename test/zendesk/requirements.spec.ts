import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { statuses } from '../../src/core/notification';
import { objectKey } from '../../src/zendesk/record-fields';
import { fieldsOf } from '../../src/zendesk/record-text';
import { accepted } from './notifications';

const text = await readFile(new URL('../../requirements.json', import.meta.url), 'utf8');
const { objects, object_fields } = JSON.parse(text).custom_objects_v2;
const fields: readonly {
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly object_key: string;
  readonly custom_field_options?: readonly { readonly name: string; readonly value: string }[];
}[] = object_fields;

describe('requirements.json', () => {
  it('installs the one object that the app writes', () => {
    expect(objects).toEqual([
      {
        key: objectKey,
        title: '1MSG notification',
        title_pluralized: '1MSG notifications',
        include_in_list_view: true,
      },
    ]);
  });

  it('has a field for everything that is written, and no other', () => {
    const written = { ...fieldsOf(accepted()), claim: 'own:abc' };
    expect(new Set(fields.map(({ key }) => key))).toEqual(new Set(Object.keys(written)));
    for (const { key, type } of fields) {
      const value = Object.entries(written).find(([name]) => name === key)?.[1];
      expect(type === 'integer', key).toBe(typeof value === 'number');
    }
  });

  it('offers every status, prefixed, because options share one space with all tags', () => {
    const options = fields.find(({ key }) => key === 'status')?.custom_field_options ?? [];
    expect(options.map(({ value }) => value)).toEqual(statuses.map((status) => `onemsg_${status}`));
  });

  it('keeps to the limits of Zendesk’s package validator', () => {
    expect(fields.length).toBeLessThanOrEqual(20);
    expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
    expect(text).not.toContain('{{');
    for (const field of fields) {
      expect(field.title).not.toBe('');
      expect(field.object_key).toBe(objectKey);
      expect(field.custom_field_options?.length ?? 0).toBeLessThanOrEqual(10);
    }
    expect(fields.filter(({ type }) => type === 'dropdown').length).toBeLessThanOrEqual(5);
  });
});
