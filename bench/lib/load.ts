/** The load: so many clients, each with one connection, the next request as soon as the answer is there. A process of its own. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { answering } from './bench.ts';

export interface Load { readonly port: number; readonly clients: number; readonly seconds: number; readonly cookie: string; readonly kind: 'create' | 'step' | 'list'; readonly ids?: readonly string[]; readonly path?: string }
export interface Loaded { readonly done: number; readonly seconds: number; readonly p50: number; readonly p99: number }

let serial = 0;

answering(async (load: Load): Promise<Loaded> => {
  const began = performance.now();
  const until = began + load.seconds * 1_000;
  const times: number[] = [];
  await Promise.all(Array.from({ length: load.clients }, (_, n) => client(load, n, until, times)));
  const seconds = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  return { done: times.length, seconds, p50: times[times.length >> 1] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
});

async function client(load: Load, n: number, until: number, times: number[]): Promise<void> {
  const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true });
  await new Promise((ready, failed) => socket.once('connect', ready).once('error', failed));
  const exchange = exchanger(socket);
  for (let round = 0; performance.now() < until; round++) {
    const at = performance.now();
    const { status, text } = await exchange(requestOf(load, n, round));
    if (status !== 200) throw new Error(`answered ${status}: ${text.slice(0, 300)}`);
    times.push(performance.now() - at);
  }
  socket.destroy();
}

function exchanger(socket: Socket): (request: string) => Promise<{ status: number; text: string }> {
  let have = '';
  let wanted: ((answer: { status: number; text: string }) => void) | undefined;
  let failed: ((e: Error) => void) | undefined;
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    have += chunk;
    const head = have.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(have.slice(0, head))?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) return failed?.(new Error(`no content-length: ${have.slice(0, head)}`));
    if (have.length < head + 4 + length) return;
    const answer = { status: Number(have.slice(9, 12)), text: have.slice(head + 4) };
    have = '';
    wanted?.(answer);
  }).on('close', () => failed?.(new Error('the server closed the connection')));
  return (request) => new Promise((resolve, reject) => {
    wanted = resolve;
    failed = reject;
    socket.write(request);
  });
}

function requestOf(load: Load, n: number, round: number): string {
  if (load.kind === 'list') return `GET ${load.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${load.cookie}\r\n\r\n`;
  serial++;
  const id = load.ids?.[(round * load.clients + n) % load.ids.length];
  const path = load.kind === 'create' ? '/api/records/bench_visit' : `/api/records/bench_claim/${id}/steps/confirm`;
  const body = load.kind === 'create'
    ? { values: { guest: 'Wang Li', room: `V${serial % 90}`, purpose: `p${serial % 50}`, came_on: '2026-11-23', came_at: '2026-11-23T10:20:00.000Z', people: serial % 12 + 1, paid: serial % 90_000, remark: 'prefers a quiet room near the lift' } }
    : { input: { slip: randomUUID(), points: serial % 300 + 1 }, signatures: [{ name: 'guest', signer: 'Wang Li', kind: 'drawn', strokes: STROKES }] };
  const text = JSON.stringify(body);
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncookie: ${load.cookie}\r\nidempotency-key: ${randomUUID()}\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}

/** As long as a drawn signature usually is. */
const STROKES = `M10 10 ${Array.from({ length: 120 }, (_, i) => `L${10 + i} ${20 + (i * 7) % 40}`).join(' ')}`;
