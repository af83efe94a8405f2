/**
 * Asking the solver (求解): HiGHS in a worker thread, with progress, a limit of time and a way to stop it. Serves SM-9, P10.
 */
import { Worker } from 'node:worker_threads';
import { SOLVER_OPTIONS, type Solution } from './solve.rules.ts';

export interface Progress { readonly seconds: number; readonly gap: number | null }
export interface Solved { readonly status: string; readonly gap: number; readonly objective: number; readonly values: Solution }
export interface Solving { readonly result: Promise<Solved | null>; stop(): void }

/** `result` is null when it was stopped; it rejects when the thread fails. */
export function solve(lp: string, limits: { readonly seconds: number; readonly gap: number }, tell: (p: Progress) => void = () => undefined): Solving {
  const worker = new Worker(new URL('./solver.mjs', import.meta.url), { workerData: { lp, ...limits, options: SOLVER_OPTIONS }, execArgv: [] });
  let stopped = false;
  const result = new Promise<Solved | null>((resolve, reject) => {
    worker.on('message', (m: ({ readonly kind: 'progress' } & Progress) | ({ readonly kind: 'done' } & Solved)) => {
      if (m.kind === 'progress') tell(m);
      else resolve(m);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => { if (stopped) resolve(null); else if (code !== 0) reject(new Error(`the solver ended with ${code}`)); });
  });
  return { result, stop() { stopped = true; void worker.terminate(); } };
}
