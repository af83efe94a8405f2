/** What the days of the club share: a step taken at the screen, a signature on its pad, and what others did meanwhile. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { draw } from './desk.ts';

export const yes = (within: Page | Locator, question: string | RegExp): Promise<void> => within.getByRole('radiogroup', { name: question }).getByText('是', { exact: true }).click();
export const no = (within: Page | Locator, question: string | RegExp): Promise<void> => within.getByRole('radiogroup', { name: question }).getByText('否', { exact: true }).click();

/** The name beside the pad and a scrawl on it. */
export async function sign(within: Page | Locator, who: string, name: string): Promise<void> {
  const block = within.getByRole('group', { name: `${who}签名` });
  await block.getByLabel(/^(签名人|姓名)$/).fill(name);
  await draw(block.locator('canvas'));
}

/** From a record's page: press the step, fill its dialog, press again, and it is gone. */
export async function takeStep(page: Page, path: string, label: string, fill: (dialog: Locator) => Promise<void> = async () => undefined): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: label, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: label, exact: true }).waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

interface Written { readonly id: string; readonly number: string; readonly state: string }
/** What somebody writes at another screen of the house, by the same address that the pages use. */
export async function write(page: Page, path: string, body: object): Promise<Written> {
  const answer = await page.request.post(`/api${path}`, { data: body, headers: { 'idempotency-key': randomUUID() } });
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${text}`);
  return JSON.parse(text) as Written;
}
export const create = (page: Page, register: string, values: object): Promise<Written> => write(page, `/records/${register}`, { values });
export const step = (page: Page, register: string, id: string, name: string, input: object = {}): Promise<Written> => write(page, `/records/${register}/${id}/steps/${name}`, { input, signatures: [] });
