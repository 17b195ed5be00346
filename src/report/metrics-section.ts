// What `metrics` tells, as sections of sentences and tables that a terminal and a page show each in its own way.

export type Column = { readonly name: string; readonly align: 'left' | 'right' };

/** A table; every text in it is untrusted until an output has escaped it. */
export type MetricsTable = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
};

export type MetricsSection = {
  /** Names its place on a page. */
  readonly id:
    | 'dora'
    | 'success'
    | 'score'
    | 'waiting'
    | 'standard'
    | 'proposals'
    | 'unauthorised'
    | 'reviews'
    | 'exceptional'
    | 'conflicts';
  readonly title: string;
  /** What needs somebody, so that it must stand out. */
  readonly alarms: readonly string[];
  readonly sentences: readonly string[];
  /** Names, each with what there is to say of it. */
  readonly entries: readonly (readonly [name: string, words: string])[];
  readonly tables: readonly MetricsTable[];
};

/** A column of words. */
export function words(name: string): Column {
  return { name, align: 'left' };
}

/** A column of numbers. */
export function numbers(name: string): Column {
  return { name, align: 'right' };
}

/** The table if there is anything in it. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly MetricsTable[] {
  return rows.length === 0 ? [] : [{ columns, rows }];
}
