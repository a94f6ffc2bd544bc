/** Something that the app costs: one line of the table. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** `B gz`: bytes of gzip -9. */
  readonly unit: 'B gz' | 'ms' | 'count' | 'MB';
  /** The most that is promised; undefined where nothing is. */
  readonly limit?: number;
  /** The least and the most of what was measured, where `value` is a median. */
  readonly range?: readonly [number, number];
}

/** What is measured in a browser. */
export interface Report {
  readonly chromium: string;
  readonly figures: readonly Figure[];
}
