/** What a module's `demo.ts` gets to work with: the demo organisation, its people, a clock to turn, and the kernel's own ways to write. */
import type { Actor } from './access/actor.ts';
import type { SignatureInput, Written } from './api.ts';
import type { Tx } from './database/tx.ts';
import type { ValuesOf } from './field/field.ts';
import type { Process, StepOf } from './process/process.ts';
import type { NewOf, Register, RowOf } from './register/register.ts';

export interface Demo {
  /** Business day on which the demo is loaded. */
  readonly today: string;
  unit(code: string): string;
  actor(login: string): Actor;
  /** Turns the clock; everything that follows happens at this moment. */
  at(iso: string): void;
  now(): Date;
  create<R extends Register>(register: R, actor: Actor, values: NewOf<R>): Promise<RowOf<R>>;
  step<R extends Register, Steps extends { readonly [s: string]: StepOf }, S extends keyof Steps & string>(
    process: Process<R, Steps>, id: string, step: S, actor: Actor, input: ValuesOf<Steps[S]['form']>, signatures?: readonly SignatureInput[],
  ): Promise<Written>;
  /** Several writes in one transaction: much faster for many records of the past. */
  batch<T extends object>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Independent pieces of work side by side, each with a clock of its own: for what happened at different times to different people. */
  together<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void>;
  sign(name: string, signer: Actor | string): SignatureInput;
  /** Takes in a small picture drawn from these shapes, as if somebody had photographed it; the id is for a field of photographs. */
  picture(actor: Actor, name: string, shapes: readonly DemoShape[]): Promise<string>;
  /** The same sequence on every machine: 0 <= n < 1. */
  random(): number;
}

/** On a picture of 480 × 360; colour as #rrggbb. */
export interface DemoShape { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly colour: string; readonly round?: true }

/** Where a part of the demo is loaded without a place to keep files. */
export const noPictures: Demo['picture'] = () => Promise.reject(new Error('no files are kept here'));

/** A drawn signature that looks like a scrawl, different for each name. */
export function scrawl(name: string): string {
  let seed = [...name].reduce((sum, c) => (sum * 31 + c.codePointAt(0)!) % 2_147_483_647, 7);
  const next = (most: number) => { seed = (seed * 48_271) % 2_147_483_647; return seed % most; };
  const parts = [...name].map((_, i) => {
    const x = 40 + i * 110;
    const turns = Array.from({ length: 5 }, (_, k) => `C ${x + k * 18} ${30 + next(90)}, ${x + 10 + k * 18} ${20 + next(110)}, ${x + 20 + k * 18} ${40 + next(70)}`);
    return `M ${x} ${60 + next(40)} ${turns.join(' ')}`;
  });
  return parts.slice(0, 4).join(' ');
}
