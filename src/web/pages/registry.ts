/**
 * Which file draws which page. Every page is a file of its own that is loaded when somebody goes there. Modules bring
 * `ui/pages.tsx` (`pages`: hand-made pages by name) and `ui/overrides.tsx` (`overrides`: what they replace).
 * Pages get what stands in the address as properties: see `PageComponents`.
 */
import type { ComponentType } from 'react';
import { mergeOverrides, type Overrides } from '../shell/overrides.ts';

/** File, export and properties of each page. */
export interface PageComponents {
  'sign-in.SignInPage': object;
  'reset.ResetPage': object;
  'account.AccountPage': object;
  'house.HousePage': object;
  'notices.NoticesPage': object;
  'notice-settings.NoticeSettingsPage': object;
  'outlets.OutletsPage': object;
  'papers-page.PapersPage': object;
  'jobs.JobsPage': object;
  'set-up.SetUpPage': object;
  'intake.IntakeForm': { readonly organisation: string; readonly intake: string; readonly token: string };
  'home.HomePage': object;
  'list.ListPageView': { readonly register: string };
  'record-page.RecordPage': { readonly register: string; readonly id: string; /** The step to open at once. */ readonly step?: string };
  'record-page.NewRecordPage': { readonly register: string };
  'import-page.ImportPage': { readonly register: string };
  'report-page.ReportPage': { readonly name: string };
  'audit-page.AuditPageView': object;
  'parameters-page.ParametersPage': object;
  'access-page.AccessPage': object;
  'slip-page.SlipView': { readonly id: string };
  'search.SearchPage': object;
  'duties.DutiesPage': object;
  'guide.GuidePage': { readonly chapter?: string; /** The address whose chapter is wanted. */ readonly page?: string };
}
export type PageName = keyof PageComponents;

/** Undefined when there is no such file or export: the shell then says so. */
export async function loadPage<N extends PageName>(name: N): Promise<ComponentType<PageComponents[N]> | undefined> {
  const [file = '', exported = ''] = name.split('.');
  const found = pageFiles[`./${file}.tsx`] ?? pageFiles[`./${file.replace(/-page$/, '')}.tsx`];
  return (await found?.())?.[exported] as ComponentType<PageComponents[N]> | undefined;
}

/** A hand-made page of a module: `loadModulePage('rooms', 'wall')`. */
export async function loadModulePage(module: string, page: string): Promise<ComponentType | undefined> {
  const found = Object.entries(moduleFiles).find(([path]) => path.endsWith('/ui/pages.tsx') && moduleOf(path) === plain(module))?.[1];
  const pages = (await found?.())?.['pages'] as { readonly [name: string]: ComponentType } | undefined;
  return pages?.[page];
}

/** Of the modules this person works with. */
export async function loadOverrides(modules: readonly string[]): Promise<Overrides> {
  const wanted = new Set(modules.map(plain));
  const files = Object.entries(moduleFiles).filter(([path]) => path.endsWith('/ui/overrides.tsx') && wanted.has(moduleOf(path)));
  const loaded = await Promise.all(files.map(([, load]) => load()));
  return mergeOverrides(loaded.flatMap((file) => (file['overrides'] ? [file['overrides'] as Overrides] : [])));
}

type Exports = { readonly [name: string]: unknown };
const pageFiles = import.meta.glob<Exports>('./*.tsx');
const moduleFiles = import.meta.glob<Exports>('../../modules/*/*/ui/*.tsx');

/** '../../modules/guests/lost-property/ui/pages.tsx' is of module 'lost_property'. */
const moduleOf = (path: string) => plain(path.split('/').at(-3) ?? '');
const plain = (name: string) => name.replaceAll('-', '_');
