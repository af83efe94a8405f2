/** The addresses of the product. The shell reads who is signed in before any page inside it is drawn. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router';
import { listSearchOf } from '../pages/list-address.ts';
import { NotFoundPage } from '../pages/not-found.tsx';
import { Broken } from './broken.tsx';
import { Frame } from './frame.tsx';
import { Loading } from './page.tsx';
import { ModulePageSlot, OwnAddress, PageSlot, RegisterListSlot } from './page-slot.tsx';
import { loadReplaced, loadSession } from './session.tsx';

export function routerFor(client: QueryClient) {
  return createRouter({
    routeTree, context: { client }, defaultPreload: 'intent', scrollRestoration: true,
    defaultErrorComponent: Broken, defaultNotFoundComponent: NotFoundPage, defaultPendingComponent: Loading, defaultPendingMs: 300,
  });
}

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({ component: Outlet });

type Search = { readonly [name: string]: unknown };
const text = (value: unknown) => (value === undefined || value === null || value === '' ? undefined : String(value));

const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in',
  validateSearch: (search: Search): { next?: string; problem?: string } => {
    const [next, problem] = [text(search['next']), text(search['problem'])];
    return { ...(next ? { next } : {}), ...(problem ? { problem } : {}) };
  },
  component: () => <PageSlot name="sign-in.SignInPage" of={{}} />,
});

const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: () => <PageSlot name="reset.ResetPage" of={{}} /> });
const setUp = createRoute({ getParentRoute: () => root, path: '/set-up', component: () => <PageSlot name="set-up.SetUpPage" of={{}} /> });

/** A form for people outside: no session, nothing of the shell. */
const intake = createRoute({ getParentRoute: () => root, path: '/intake/$organisation/$intake/$token', component: function IntakeRoute() { return <PageSlot name="intake.IntakeForm" of={intake.useParams()} />; } });

const shell = createRoute({
  getParentRoute: () => root, id: 'shell', component: Frame, staleTime: Number.POSITIVE_INFINITY,
  loader: ({ context }) => loadSession(context.client),
});
const inShell = { getParentRoute: () => shell };
const ofModules = { ...inShell, staleTime: Number.POSITIVE_INFINITY, loader: ({ context }: { context: { readonly client: QueryClient } }) => loadReplaced(context.client) };

const home = createRoute({ ...inShell, path: '/', component: () => <PageSlot name="home.HomePage" of={{}} /> });
const list = createRoute({
  ...ofModules, path: '/r/$register', validateSearch: listSearchOf,
  component: function ListRoute() { const of = list.useParams(); return <RegisterListSlot key={of.register} register={of.register} />; },
});
const create = createRoute({ ...ofModules, path: '/r/$register/new', component: function NewRoute() { const of = create.useParams(); return <PageSlot key={of.register} name="record-page.NewRecordPage" of={of} />; } });
const bring = createRoute({ ...ofModules, path: '/r/$register/import', component: function ImportRoute() { const of = bring.useParams(); return <PageSlot key={of.register} name="import-page.ImportPage" of={of} />; } });
const record = createRoute({
  ...ofModules, path: '/r/$register/$id',
  validateSearch: (search: Search): { step?: string } => { const step = text(search['step']); return step ? { step } : {}; },
  component: function RecordRoute() {
    const of = record.useParams();
    return <PageSlot key={`${of.register}/${of.id}`} name="record-page.RecordPage" of={{ ...of, ...record.useSearch() as { readonly step?: string } }} />;
  },
});
const report = createRoute({ ...inShell, path: '/report/$name', component: function ReportRoute() { const of = report.useParams(); return <PageSlot key={of.name} name="report-page.ReportPage" of={of} />; } });
const handMade = createRoute({ ...ofModules, path: '/p/$module/$page', component: function HandMadeRoute() { const of = handMade.useParams(); return <ModulePageSlot key={`${of.module}/${of.page}`} {...of} />; } });
const slip = createRoute({ ...inShell, path: '/slip/$id', component: function SlipRoute() { const of = slip.useParams(); return <PageSlot key={of.id} name="slip-page.SlipView" of={of} />; } });
const slips = createRoute({ ...inShell, path: '/slips/$id', component: function SlipsRoute() { return <Navigate to={`/slip/${slips.useParams().id}` as string} replace />; } });
const audit = createRoute({ ...inShell, path: '/audit', component: () => <PageSlot name="audit-page.AuditPageView" of={{}} /> });
const parameters = createRoute({ ...inShell, path: '/parameters', component: () => <PageSlot name="parameters-page.ParametersPage" of={{}} /> });
const access = createRoute({ ...inShell, path: '/access', component: () => <PageSlot name="access-page.AccessPage" of={{}} /> });
const notices = createRoute({ ...inShell, path: '/notices', component: () => <PageSlot name="notices.NoticesPage" of={{}} /> });
const noticeSettings = createRoute({ ...inShell, path: '/notices/settings', component: () => <PageSlot name="notice-settings.NoticeSettingsPage" of={{}} /> });
const outlets = createRoute({ ...inShell, path: '/outlets', component: () => <PageSlot name="outlets.OutletsPage" of={{}} /> });
const papers = createRoute({ ...inShell, path: '/papers', component: () => <PageSlot name="papers-page.PapersPage" of={{}} /> });
const house = createRoute({ ...inShell, path: '/house', component: () => <PageSlot name="house.HousePage" of={{}} /> });
const jobs = createRoute({ ...inShell, path: '/jobs', component: () => <PageSlot name="jobs.JobsPage" of={{}} /> });
const account = createRoute({ ...inShell, path: '/account', component: () => <PageSlot name="account.AccountPage" of={{}} /> });
const search = createRoute({
  ...inShell, path: '/search',
  validateSearch: (given: Search): { q?: string } => { const q = text(given['q']); return q ? { q } : {}; },
  component: () => <PageSlot name="search.SearchPage" of={{}} />,
});
const askedFor = (given: Search): { page?: string } => { const page = text(given['page']); return page ? { page } : {}; };
const guide = createRoute({ ...inShell, path: '/guide', validateSearch: askedFor, component: function GuideRoute() { return <PageSlot name="guide.GuidePage" of={guide.useSearch()} />; } });
const guideChapter = createRoute({ ...inShell, path: '/guide/$chapter', component: function ChapterRoute() { return <PageSlot name="guide.GuidePage" of={guideChapter.useParams()} />; } });
const duties = createRoute({
  ...inShell, path: '/duties',
  validateSearch: (given: Search): { day?: string; view?: 'month'; mine?: true } => {
    const day = text(given['day']);
    return { ...(day ? { day } : {}), ...(given['view'] === 'month' ? { view: 'month' } : {}), ...(given['mine'] ? { mine: true } : {}) };
  },
  component: () => <PageSlot name="duties.DutiesPage" of={{}} />,
});
const own = createRoute({ ...ofModules, path: '/$', component: OwnAddress });

const routeTree = root.addChildren([signIn, reset, setUp, intake, shell.addChildren([home, list, create, bring, record, report, handMade, slip, slips, audit, parameters, access, account, house, papers, notices, noticeSettings, outlets, jobs, search, duties, guide, guideChapter, own])]);

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof routerFor> }
}
