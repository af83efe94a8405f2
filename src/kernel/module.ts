/** A module: what one part of the work consists of. Its `index.ts` is its front door; `src/modules.ts` lists them all. */
import type { Label } from './api.ts';
import type { ClockWork, Receiver } from './by-the-clock.ts';
import type { JobKind } from './job/job.ts';
import type { FirstStep } from './first-steps.ts';
import type { Tx } from './database/tx.ts';
import type { Duty } from './duty/duty.ts';
import type { Intake } from './intake.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Process } from './process/process.ts';
import type { Register } from './register/register.ts';
import type { ComposedReport } from './report/composed.ts';
import type { Query, Report } from './report/report.ts';
import type { Parameter } from './settings/parameter.ts';

export type Area = 'people' | 'service' | 'guests' | 'estate' | 'money' | 'system';

export interface Module {
  readonly name: string;
  readonly area: Area;
  readonly label: Label;
  /** Posts this module speaks of. The same post may be named by several modules, with the same label. */
  readonly roles: { readonly [role: string]: Label };
  /** Which of them lead the unit in which they are held. */
  readonly leads?: readonly string[];
  readonly registers: readonly Register[];
  // Each has its own types; here only the kind is asked for, and the kernel checks the rest when it starts.
  readonly processes?: readonly Pick<Process, 'kind'>[];
  readonly ledgers?: readonly Pick<Ledger, 'kind' | 'name'>[];
  readonly duties?: readonly Duty[];
  readonly reports?: readonly Report[];
  readonly composedReports?: readonly ComposedReport[];
  readonly queries?: readonly Query[];
  readonly parameters?: readonly Pick<Parameter, 'kind' | 'name' | 'label'>[];
  /** Forms that open without signing in, by a token. */
  readonly intakes?: readonly Intake[];
  /** Long work that people ask for, work by the clock, and files taken in that are too large to be attachments. */
  readonly jobs?: readonly JobKind[];
  readonly byTheClock?: readonly ClockWork[];
  readonly receivers?: readonly Receiver[];
  /** Hand-made pages in `ui/pages.tsx`, with the roles that may open them. */
  readonly pages?: { readonly [page: string]: { readonly label: Label; readonly access: readonly string[] } };
  /** What those who hold the posts begin with. */
  readonly firstSteps?: readonly FirstStep[];
  /** Numbers on the home page of those who hold one of the roles. */
  readonly figures?: readonly HomeFigure[];
  /** Reacts to events of modules below; runs later, exactly once, in a transaction of its own. */
  readonly on?: { readonly [event: string]: (tx: Tx, payload: { readonly [name: string]: unknown }) => Promise<void> };
}
export interface HomeFigure {
  readonly label: Label;
  readonly roles: readonly string[];
  value(tx: Tx): Promise<{ readonly value: string; readonly href: string; readonly tone: 'waiting' | 'active' | 'done' | 'stopped' | 'alarm' }>;
}
export const defineModule = (m: Module): Module => m;
