/** Look-ups with a reason that can be checked: a ticket of this customer opens, one of another customer does not; a call in progress is seen in the telephone log. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { Customer } from '../../service/customers/index.ts';
import { ServiceRequest } from '../../service/requests/index.ts';
import { called, type Desk, startDesk } from '../../service/requests/testing-requests.ts';
import { discipline } from '../discipline/index.ts';
import { AgentAlias, phoneLog, PhoneSource, takeInOnce } from '../phone-log/index.ts';
import { rosters } from '../rosters/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee } from '../staff/index.ts';
import { CustomerLookup, lookUps } from './index.ts';
import { type OpenedCustomer, OpenedCustomerQuery } from './look-up.ts';

let d: Desk;
let agent: Actor;
let ticket: string;
beforeAll(async () => {
  d = await startDesk('2026-02-10T02:00:00Z', [rulebook, discipline, rosters, phoneLog, lookUps]);
  agent = await d.t.actor('agent', 'CC-IN', '欧阳娜');
  const employee = await d.t.create(Employee, await d.t.actor('hr', 'YL'), { staff_no: '1001', name: '欧阳娜', hired_on: '2024-01-01', app_user: agent.id, unit_id: d.t.unit('CC-IN') });
  await d.t.create(AgentAlias, await d.t.actor('attendance_clerk', 'CC'), { alias: '1001', employee: employee.id, valid_from: '2026-01-01' });
  ticket = (await d.t.create(ServiceRequest, d.dispatcher, called(d, { customer: d.customer }))).number;
}, 120_000);
afterAll(() => d.t.close());
const ask = (more: object, customer = d.customer) => d.t.create(CustomerLookup, agent, { customer, ...more } as never);

test('工单属于这个客户：打开并记录，不进入复核；属于别的客户的单号不能用 [AC-13] [CC-3.1] [SM-12]', async () => {
  const granted = await ask({ reason: 'ticket', reference: ticket });
  expect(granted).toMatchObject({ score: 0, why: null, reference: ticket });
  expect(await d.t.run(agent, (tx) => runQuery(tx, OpenedCustomerQuery, { lookup: granted.id })) as OpenedCustomer).toMatchObject({ name: '北岭采油厂' });
  await d.t.tick();
  expect((await d.t.read(CustomerLookup, granted.id)).state).toBe('granted');
  const other = await d.t.create(Customer, d.dispatcher, { name: '南岭采油厂', kind: 'oilfield', branch: d.t.unit('FS-NE') });
  await expect(ask({ reason: 'ticket', reference: ticket }, other.id)).rejects.toMatchObject({ code: 'customer_lookup.others', fields: { reference: expect.anything() } });
});

test('正在通话：不写单号也能打开，日志里看得到；通话结束后须写通话编号 [AC-13]', async () => {
  const clerk = await d.t.actor('attendance_clerk', 'CC');
  const source = await d.t.create(PhoneSource, clerk, { name: '热线', source_kind: 'queue_log', zone: 'Asia/Shanghai' });
  const at = Math.floor(d.t.now().getTime() / 1000);
  const send = (lines: string, name: string) => takeInOnce({ now: () => d.t.now(), read: (work) => d.t.kernel.read(clerk, work), write: (work) => d.t.kernel.write(clerk, work) }, source.id, Readable.from([Buffer.from(lines)]), name);
  await expect(ask({ reason: 'call' })).rejects.toThrow('customer_lookup.reference');
  const began = `${at - 300}|call.7|support|1001|CONNECT|3|b|2\n`;
  await send(began, 'queue_log');
  expect(await ask({ reason: 'call' })).toMatchObject({ call_active: true, score: 0 });
  await send(`${began}${at - 60}|call.7|support|1001|COMPLETEAGENT|3|240|1\n`, 'queue_log');
  await expect(ask({ reason: 'call' })).rejects.toThrow('customer_lookup.reference');
  expect(await ask({ reason: 'call', reference: 'call.7' })).toMatchObject({ call_active: false, score: 0 });
  await expect(ask({ reason: 'call', reference: 'call.8' })).rejects.toThrow('customer_lookup.unknown');
});
