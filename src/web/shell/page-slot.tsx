/** Loads a page when somebody goes there, and says so plainly when there is none. */
import { useLocation } from '@tanstack/react-router';
import { type ComponentType, createElement, lazy, type LazyExoticComponent, Suspense } from 'react';
import { useText, words } from '../i18n/index.tsx';
import { NotFoundPage } from '../pages/not-found.tsx';
import { loadModulePage, loadPage, type PageComponents, type PageName } from '../pages/registry.ts';
import { useOverrides } from '../widgets/known.ts';
import { EmptyState, Loading, PageHeading } from './page.tsx';
import { useMeta, useRegister } from './session.tsx';

export function PageSlot<N extends PageName>({ name, of }: { readonly name: N; readonly of: PageComponents[N] }) {
  return <Suspense fallback={<Loading />}>{createElement(lazily(name, () => loadPage(name)), of)}</Suspense>;
}

/** A register's list: the module's own page if it brings one. */
export function RegisterListSlot({ register }: { readonly register: string }) {
  const meta = useRegister(register);
  const Own = useOverrides().page?.[register];
  if (!meta) return <NotFoundPage />;
  return Own ? <Suspense fallback={<Loading />}><Own register={meta} /></Suspense> : <PageSlot name="list.ListPageView" of={{ register }} />;
}

export function ModulePageSlot({ module, page }: { readonly module: string; readonly page: string }) {
  const known = useMeta().modules.find((one) => one.name === module)?.pages.some((one) => one.name === page);
  const Own = useOverrides().page?.[`${module}.${page}`];
  if (!known) return <NotFoundPage />;
  return <Suspense fallback={<Loading />}>{createElement(Own ?? lazily(`${module}/${page}`, () => loadModulePage(module, page)))}</Suspense>;
}

/** An address that only a module knows. */
export function OwnAddress() {
  const { pathname } = useLocation();
  const Own = useOverrides().route?.[pathname];
  return Own ? <Suspense fallback={<Loading />}><Own /></Suspense> : <NotFoundPage />;
}

const made = new Map<string, unknown>();

/** Made once for each page: a lazy component made while drawing would load again with every drawing. */
function lazily<P extends object>(name: string, load: () => Promise<ComponentType<P> | undefined>): LazyExoticComponent<ComponentType<P>> {
  let component = made.get(name);
  if (!component) {
    component = lazy(async () => ({ default: (await load()) ?? PageMissing }));
    made.set(name, component);
  }
  return component as LazyExoticComponent<ComponentType<P>>;
}

function PageMissing() {
  const { t } = useText();
  return (
    <>
      <PageHeading title={t(words.common.pageMissing)} />
      <EmptyState icon="page" title={t(words.common.pageMissing)} text={t(words.common.pageMissingText)} />
    </>
  );
}
