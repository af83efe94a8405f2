/** Hand-made pages of assets: the count on a phone, and the labels to print. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = {
  count: later(async () => (await import('./count-page.tsx')).CountPage, null),
  labels: later(async () => (await import('./labels-page.tsx')).LabelsPage, null),
};
