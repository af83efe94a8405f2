/** Where a person can go, in the words of the work: by area, then by module. The navigation and the palette share it. */
import type { Label, Me, Meta, ModuleMeta } from '../../kernel/api.ts';
import { fill, words } from '../i18n/index.tsx';
import type { IconName } from './icons.tsx';

export type Area = ModuleMeta['area'];
export interface Destination { readonly href: string; readonly label: Label; readonly icon?: IconName }
export interface Part { readonly name: string; readonly label: Label; readonly places: readonly Destination[] }
export interface AreaPlaces { readonly area: Area; readonly label: Label; readonly parts: readonly Part[] }

export function areasOf(meta: Meta, me: Me): readonly AreaPlaces[] {
  return areaOrder.map((area) => {
    const parts = meta.modules.filter((module) => module.area === area).map(partOf).filter((part) => part.places.length > 0);
    return { area, label: words.shell[area], parts: area === 'system' ? [...parts, ...kernelPart(me)] : parts };
  }).filter((area) => area.parts.length > 0);
}

export const firstPlaces: readonly Destination[] = [
  { href: '/', label: words.shell.myWork, icon: 'work' },
  { href: '/duties', label: words.shell.duties, icon: 'duties' },
];

/** Everything that can be opened or begun, for the palette. */
export interface Deed { readonly key: string; readonly label: Label; readonly where: Label; readonly href?: string; readonly act?: () => void }
export function deedsOf(meta: Meta, me: Me): readonly Deed[] {
  const go = (href: string, label: Label, where: Label): Deed => ({ key: href, href, label, where });
  const first = [...firstPlaces, { href: '/jobs', label: words.shell.jobs }].map(({ href, label }) => go(href, label, words.common.product));
  const places = areasOf(meta, me).flatMap((area) => area.parts.flatMap((part) => part.places.map(({ href, label }) => go(href, label, sameLabel(part.label, label) ? area.label : part.label))));
  const registers = meta.modules.flatMap((module) => module.registers.map((register) => ({ register, where: module.label })));
  const beginnings = registers.filter(({ register }) => register.mayCreate).map(({ register, where }) => go(`/r/${register.name}/new`, fill(words.shell.create, { what: lower(register.label) }), where));
  const tables = registers.filter(({ register }) => register.importKeys !== null).map(({ register, where }) => go(`/r/${register.name}/import`, fill(words.shell.importOf, { what: lower(register.label) }), where));
  return [...first, go('/search', words.shell.search, words.common.product), go('/account', words.shell.account, words.common.product), ...places, ...beginnings, ...tables];
}

/** English names of records are written small inside a sentence. */
export const lower = (label: Label): Label => [label[0], label[1].replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())];

/** The place of an address: the longest that it begins with. */
export function currentPlace(pathname: string, areas: readonly AreaPlaces[]): { readonly href: string; readonly part: string } | undefined {
  const all = areas.flatMap((area) => area.parts.flatMap((part) => part.places.map((place) => ({ href: place.href, part: part.name }))));
  return all.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`)).sort((a, b) => b.href.length - a.href.length)[0];
}

export const areaIcon: { readonly [area in Area]: IconName } = { people: 'people', service: 'service', guests: 'guests', estate: 'estate', money: 'money', system: 'system' };

const areaOrder: readonly Area[] = ['service', 'guests', 'people', 'estate', 'money', 'system'];

function partOf(module: ModuleMeta): Part {
  const drawn = new Set(module.pages.map((page) => page.name));
  return {
    name: module.name, label: module.label,
    places: [
      ...module.pages.map((page) => ({ href: `/p/${module.name}/${page.name}`, label: page.label, icon: 'page' as const })),
      ...module.registers.filter((register) => !register.hidden).map((register) => ({ href: `/r/${register.name}`, label: register.label })),
      ...module.reports.filter((report) => report.page === null || !drawn.has(report.page)).map((report) => ({ href: `/report/${report.name}`, label: report.label, icon: 'report' as const })),
    ],
  };
}

function kernelPart(me: Me): readonly Part[] {
  const may = (capability: string) => me.may.some((one) => one.split('.')[0] === capability);
  const one = (name: string, label: Label) => (may(name) ? [{ name, label, places: [{ href: `/${name}`, label }] }] : []);
  return [...one('parameters', words.shell.parameters), ...one('access', words.shell.access), ...one('audit', words.shell.audit), ...one('outlets', words.shell.outlets), ...one('house', words.shell.house), ...one('papers', words.shell.papers)];
}

const sameLabel = (a: Label, b: Label) => a[0] === b[0];
