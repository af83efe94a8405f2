/**
 * What a module does beside people's steps: work by the clock (定时工作), such as following a file that another program writes; and files taken
 * in over HTTP that are too large to be attachments (接收文件). Both are declared; the server runs them.
 */
import type { Readable } from 'node:stream';
import type { Actor } from './access/actor.ts';
import type { Label } from './api.ts';
import type { Tx } from './database/tx.ts';

/** The two ways to the database, as whoever the work is done for. A long work writes in many short transactions. */
export interface Reach {
  readonly now: () => Date;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T extends object>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
export interface ClockWork {
  readonly name: string;
  readonly everySeconds: number;
  /** For one organisation; `folder` is its own place below the data folder, made by whoever runs the machine. */
  run(c: Reach & { readonly tenantId: string; readonly folder: string }): Promise<void>;
}
export interface Receiver {
  readonly name: string;
  readonly label: Label;
  readonly access: readonly string[];
  readonly maxBytes: number;
  receive(c: Reach & { readonly actor: Actor; readonly file: Readable; readonly fileName: string; readonly values: { readonly [name: string]: unknown } }): Promise<object>;
}
