/** What a technician's phone is given for today and the days ahead: types only, shared by the query and the phone. Serves FS-5.8. */
import type { Label } from '../../../kernel/index.ts';
import type { Problem } from './conflict.rules.ts';

export interface DayOrder {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly stateLabel: Label;
  readonly type: string;
  readonly priority: Label;
  readonly urgent: boolean;
  readonly customer: string;
  readonly site: string;
  readonly address: string;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly equipment: string;
  readonly content: string;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly respondBy: string | null;
  /** The day it stands under; null when nobody has planned it. */
  readonly day: string | null;
}

/** How a visit that arrived was taken. */
export interface DayVisit {
  readonly id: string;
  readonly number: string;
  readonly order: string;
  readonly orderNumber: string;
  readonly customer: string;
  readonly state: string;
  readonly stateLabel: Label;
  readonly receivedAt: string;
  readonly problems: readonly Problem[];
  readonly report: string | null;
  readonly receipt: string | null;
}

export interface VanPart { readonly part: string; readonly number: string; readonly name: string; readonly unit: string; readonly quantity: number }

export interface MyVisits {
  /** Clock of the server. */
  readonly at: string;
  readonly today: string;
  readonly until: string;
  readonly technician: { readonly id: string; readonly name: string } | null;
  readonly orders: readonly DayOrder[];
  readonly visits: readonly DayVisit[];
  readonly safety: readonly { readonly item: string; readonly label: Label }[];
  readonly answers: readonly { readonly answer: string; readonly label: Label }[];
  readonly van: readonly VanPart[];
}
