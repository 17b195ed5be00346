import type { PlanField, WrittenPlan } from './fields.ts';
import { fieldOf, writtenValue } from './fields.ts';
import type { Line } from './lines.ts';
import { headingAt } from './section.ts';

type Item = {
  readonly indent: number;
  readonly marker: 'bullet' | 'number' | 'none';
  readonly box: 'checked' | 'unchecked' | 'none';
  readonly text: string;
};

/** The field that lines belong to until another one opens; `other` is a part that the gate does not know. */
type Open = {
  readonly field: PlanField | 'other';
  readonly item: Item;
  readonly hasValue: boolean;
};

type Reading = {
  readonly steps: string[];
  /** Lines under no field: they are the steps if the plan names none. */
  readonly loose: string[];
  readonly fields: Map<PlanField, string[]>;
  open: Open | null;
  isAfterBlank: boolean;
};

/** Reads `Field: value` lines, list items and table rows, nested steps, and sub-headings that name a field. */
export function readList(section: readonly Line[]): WrittenPlan {
  const reading: Reading = { steps: [], loose: [], fields: new Map(), open: null, isAfterBlank: false };
  let at = 0;
  while (at < section.length) {
    const heading = headingAt(section, at);
    if (heading === null) readLine(reading, section[at]);
    else openField(reading, { field: fieldOf(heading.words) ?? 'other', item: noItem, hasValue: false });
    at += heading?.lines ?? 1;
  }
  return { steps: stepsOf(reading), fields: fieldsOf(reading) };
}

function stepsOf({ steps, loose }: Reading): readonly string[] {
  return (steps.length > 0 ? steps : loose).map(unwrapped).filter((step) => step !== '');
}

function fieldsOf({ fields }: Reading): ReadonlyMap<PlanField, string> {
  return new Map([...fields].map(([field, lines]) => [field, withoutLinks(unwrapped(lines.join(' ')))]));
}

const noItem: Item = { indent: 0, marker: 'none', box: 'none', text: '' };

function readLine(reading: Reading, line: Line | undefined): void {
  if (line === undefined || line.kind === 'fence') return;
  if (line.kind === 'code') {
    readCode(reading, line.text);
    return;
  }
  const item = itemOf(line.text);
  if (item.text === '') {
    reading.isAfterBlank = true;
    return;
  }
  const named = namedValue(item.text);
  if (named !== null && !isStep(reading.open, item)) openNamed(reading, { ...named, item });
  else append(reading, item);
  reading.isAfterBlank = false;
}

function readCode(reading: Reading, code: string): void {
  const item = itemOf(code);
  if (item.text === '' || item.text.startsWith('#')) return;
  const named = namedValue(item.text);
  if (named !== null && !isStep(reading.open, item)) openNamed(reading, { ...named, item });
  else append(reading, { ...item, indent: Infinity, marker: 'bullet' });
}

type Named = { readonly field: PlanField; readonly value: string };

function openNamed(reading: Reading, { field, value, item }: Named & { readonly item: Item }): void {
  const { fields, steps } = reading;
  const isGiven = field === 'steps' ? steps.length > 0 : (fields.get(field) ?? []).length > 0;
  openField(reading, { field: isGiven ? 'other' : field, item, hasValue: value !== '' });
  if (isGiven || value === '') return;
  if (field === 'steps') steps.push(value);
  else fields.set(field, [value]);
}

function openField(reading: Reading, open: Open): void {
  reading.open = open;
  reading.isAfterBlank = false;
}

/** A line under `Steps` is a step even if it starts like a field: `Verify: the page is green`. */
function isStep(open: Open | null, item: Item): boolean {
  if (open === null || open.field !== 'steps') return false;
  if (item.indent > open.item.indent) return true;
  if (item.marker === 'number') return open.item.marker !== 'number';
  return item.marker === 'bullet' && open.item.marker === 'none' && !open.hasValue;
}

function append(reading: Reading, item: Item): void {
  const { open, loose, fields } = reading;
  if (open?.field === 'other' && !isBeside(open, item)) return;
  if (open === null || open.field === 'other' || endsField(reading, open, item)) loose.push(item.text);
  else if (open.field === 'steps') appendStep(reading, item);
  else if (item.box !== 'unchecked') appendTo(fields, open.field, item.text);
}

function appendTo(fields: Reading['fields'], field: PlanField, text: string): void {
  const lines = fields.get(field);
  if (lines === undefined) fields.set(field, [text]);
  else lines.push(text);
}

function appendStep({ steps, isAfterBlank }: Reading, { marker, text }: Item): void {
  const last = steps.at(-1);
  if (marker !== 'none' || isAfterBlank || last === undefined) steps.push(text);
  else steps[steps.length - 1] = `${last} ${text}`;
}

function endsField({ fields, isAfterBlank }: Reading, open: Open, item: Item): boolean {
  if (open.field === 'steps' || open.field === 'other') return false;
  if (isBeside(open, item)) return true;
  return isAfterBlank && fields.has(open.field) && item.indent <= open.item.indent && item.marker === 'none';
}

function isBeside(open: Open, item: Item): boolean {
  return item.marker !== 'none' && open.item.marker !== 'none' && item.indent <= open.item.indent;
}

const itemForm = /^([-*+]|\d{1,9}[.)])(?:\s+(?:\[([ xX])\]\s+)?|$)/u;

function itemOf(line: string): Item {
  const text = line
    .replace(/^(?:\s*>)+/u, '')
    .replace(tags, ' ')
    .trimEnd();
  const content = text.trimStart();
  const indent = text.slice(0, text.length - content.length).replace(/\t/gu, '    ').length;
  const [whole = '', mark, box] = itemForm.exec(content) ?? [];
  if (mark === undefined) return { indent, marker: 'none', box: 'none', text: content };
  return {
    indent,
    marker: /\d/u.test(mark) ? 'number' : 'bullet',
    box: boxOf(box),
    text: content.slice(whole.length).trim(),
  };
}

const tags = /<\/?(?:details|summary|br|p|ul|ol|li|b|i|strong|em|code|kbd|div|span|hr)\s*\/?>/giu;

function boxOf(mark: string | undefined): Item['box'] {
  if (mark === undefined) return 'none';
  return mark === ' ' ? 'unchecked' : 'checked';
}

/** `**Strategy:** revert`, `Owner – @alice` or `| Trigger | errors above 2 % |`, if the name is one of a field. */
function namedValue(text: string): Named | null {
  const [, name, value] = text.startsWith('|')
    ? (/^\|([^|]{1,80})\|([^|]*)/u.exec(text) ?? [])
    : (/^([^:：=–—]{1,60}?)\s*(?:[:：=]|\s[-–—]\s)(.*)$/u.exec(text) ?? []);
  if (name === undefined || value === undefined) return null;
  const field = fieldOf(name);
  return field === null ? null : { field, value: writtenValue(name, unwrapped(value)) };
}

/** Without the emphasis or code marks around the whole, and without the end of an emphasis that began in the name. */
function unwrapped(value: string): string {
  const text = value
    .trim()
    .replace(/^(?:\*{1,3}|_{1,3})(?=\s|$)/u, '')
    .trim();
  const [mark] = /^(?:\*{1,3}|_{1,3}|`{1,3})/u.exec(text) ?? [];
  if (mark === undefined || text.length <= 2 * mark.length) return text;
  return text.indexOf(mark, mark.length) === text.length - mark.length
    ? text.slice(mark.length, -mark.length).trim()
    : text;
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^[\]\n]{1,200})\]\([^()\s]{1,500}\)/gu, '$1');
}
