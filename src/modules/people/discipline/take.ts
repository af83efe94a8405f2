/** The type of one step of a case, for the files in which its steps stand (案件步骤的类型). */
import type { defineProcess, Process } from '../../../kernel/index.ts';
import type { Incident } from './incident.ts';

export type StateName = 'reported' | 'fact_finding' | 'heard' | 'proposed' | 'awaiting_second' | 'decided' | 'served' | 'review_eligible' | 'referred' | 'with_hr' | 'closed' | 'dismissed' | 'annulled';
export type Take = Parameters<Parameters<typeof defineProcess<typeof Incident, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];
