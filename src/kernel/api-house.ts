/** Shapes of what goes on in the house over HTTP: its state, and long work. */
import type { Label } from './api.ts';

/** The state of the installation, for who answers for all of it. */
export interface HouseState {
  readonly version: string;
  readonly findings: readonly { readonly ok: boolean; readonly what: Label }[];
  readonly backups: readonly { readonly name: string; readonly at: string; readonly bytes: number }[];
  /** The newest backups and verifications that somebody asked for. */
  readonly jobs: readonly JobRow[];
  /** How the last restore asked for in the page ended, and whether one can be asked for: only where there is no other organisation. */
  readonly restored: { readonly ok: boolean; readonly at: string; readonly said: Label } | null;
  readonly mayRestore: boolean;
}

/** Long work somebody asked for: how far it is, or what came of it. */
export interface JobRow {
  readonly id: string; readonly kind: string; readonly label: Label; readonly title: Label;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly stopping: boolean;
  readonly done: number; readonly of: number | null; readonly note: Label | null;
  readonly askedBy: string | null; readonly askedAt: string; readonly endedAt: string | null; readonly mine: boolean;
  readonly said: Label | null;
  readonly file: { readonly name: string; readonly bytes: number } | null; readonly fileUntil: string | null;
  readonly href: string | null;
}
