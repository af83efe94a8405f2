/** What a list in a file is (说明): the view it came from, words looked for, filter, groups and order, as its reader would say them. */
import { isDeepStrictEqual } from 'node:util';
import { unitsOf } from '../kernel/access/organisation.ts';
import type { FieldMeta, Filter, GroupSpan, Label, ViewState } from '../kernel/api.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { fieldsMeta } from '../kernel/meta.ts';
import { groupsAsked } from '../kernel/register/groups.ts';
import { optionsOf, partsOf } from '../kernel/register/list.ts';
import { type Register, sortsOf } from '../kernel/register/register.ts';
import { refersTo } from '../kernel/register/rows.ts';
import { viewsFor } from '../kernel/register/views.ts';
import type { ListWish } from './exports.ts';
import { reportText } from './files/report-cell.ts';
import { filterWords, MOST_NAMED, orderWords, OWN_FIELDS, type Told } from './list-words.rules.ts';

export interface Said { readonly label: Label; readonly value: string }

export async function aboutList(tx: Tx, register: Register, { request, lang, group, view }: ListWish, zone: string): Promise<readonly Said[]> {
  // Refused here: what is malformed, and fields that are personal or withheld from this reader. Nothing below asks again.
  await partsOf(tx, register, request);
  const titles = request.filter ? await titlesIn(tx, register, request.filter) : {};
  const told = toldIn(tx, register, { titles, lang, zone });
  const filter = request.filter ? filterWords(request.filter, lang, told) : '';
  const by = group === null ? [] : groupsAsked(register, tx.actor, group);
  const said = (label: Label, value: string): Said[] => (value === '' ? [] : [{ label, value }]);
  return [
    ...said(VIEW, view ? await viewName(tx, register, view, request, lang) : ''), ...said(SEARCH, request.q ?? ''), ...said(FILTER, filter || NONE[lang]),
    ...said(GROUPS, by.map((one) => (told(one.field)?.label[lang] ?? one.field) + (one.span === null ? '' : SPANS[one.span][lang])).join(' / ')),
    ...(group === null ? said(ORDER, orderWords(request.sort ?? sortsOf(register)[0]!, lang, told)) : []),
  ];
}

const VIEW: Label = ['视图', 'View'];
const SEARCH: Label = ['检索', 'Search'];
const FILTER: Label = ['筛选', 'Filter'];
const NONE: Label = ['无', 'none'];
const GROUPS: Label = ['分组', 'Groups'];
const ORDER: Label = ['排序', 'Order'];
const CHANGED: Label = ['（已改动）', ' (changed)'];
const OTHER: Label = ['另一条记录', 'another record'];
const SPANS: { readonly [S in GroupSpan]: Label } = { day: ['（按日）', ' (by day)'], week: ['（按周）', ' (by week)'], month: ['（按月）', ' (by month)'] };

function toldIn(tx: Tx, register: Register, reading: { readonly titles: { readonly [id: string]: string }; readonly lang: 0 | 1; readonly zone: string }): (name: string) => Told | undefined {
  const metas = new Map(fieldsMeta(register.fields, tx.actor).map((field) => [field.name, field]));
  const states = Object.fromEntries(Object.entries(tx.kernel.processes.get(register.name)?.states ?? {}).map(([name, s]) => [name, s.label]));
  return (name) => {
    const own = Object.hasOwn(OWN_FIELDS, name) ? OWN_FIELDS[name as keyof typeof OWN_FIELDS] : undefined;
    const field: FieldMeta | undefined = metas.get(name) ?? (own && { ...own, name, optional: true, personal: false, options: name === 'state' ? { choices: states } : {}, hint: null, readonly: true });
    return field && { label: field.label, kind: field.kind, text: (value) => valueText(value, field, reading) };
  };
}

/** A day where the column holds a moment, one choice where it holds many; a record that is not this reader's to see has no name. */
function valueText(value: unknown, field: FieldMeta, reading: Parameters<typeof reportText>[2]): string {
  if (field.kind === 'ref' || field.kind === 'unit') return reading.titles[String(value)] ?? OTHER[reading.lang];
  const kind = field.kind === 'choices' ? 'choice' : field.kind === 'dateTime' && /^\d{4}-\d\d-\d\d$/.test(String(value)) ? 'date' : field.kind;
  return reportText(value, { ...field, kind }, reading);
}

/** Titles of the records that a filter names, of those that the reader is offered. */
async function titlesIn(tx: Tx, register: Register, filter: Filter): Promise<{ readonly [id: string]: string }> {
  const named: [target: string, id: string][] = [];
  const walk = (f: Filter): void => {
    if (!('field' in f)) { for (const part of 'all' in f ? f.all : f.any) walk(part); return; }
    const field = Object.hasOwn(register.fields, f.field) ? register.fields[f.field] : undefined;
    const target = f.field === 'unit_id' ? 'unit' : field ? refersTo(field) : null;
    if (target !== null) for (const id of (Array.isArray(f.value) ? f.value as unknown[] : [f.value]).slice(0, MOST_NAMED)) if (typeof id === 'string') named.push([target, id]);
  };
  walk(filter);
  const units = await unitsOf(tx);
  const titles: { [id: string]: string } = {};
  for (const [target, id] of named) {
    const of = tx.kernel.registers.get(target);
    const title = target === 'unit' ? units.get(id)?.name : of && (await optionsOf(tx, of, '', id))[0]?.label;
    if (title) titles[id] = title;
  }
  return titles;
}

/** Only of a view that the reader may open; with a mark when the list was changed since. */
async function viewName(tx: Tx, register: Register, id: string, request: ListWish['request'], lang: 0 | 1): Promise<string> {
  const view = (await viewsFor(tx, register)).views.find((one) => one.id === id);
  const asked = ({ q, filter, sort }: ViewState) => [q ?? '', filter ?? null, sort ?? ''];
  return view ? view.name + (isDeepStrictEqual(asked(view.state), asked(request)) ? '' : CHANGED[lang]) : '';
}
