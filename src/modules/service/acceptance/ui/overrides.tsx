/** What arrival acceptance draws itself: the lines of a shipment where they are judged and completed, also beside a department's request. Serves FS-5.4, FS-5.5, SM-27. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

const lines = () => import('./lines.tsx');

export const overrides: Overrides = {
  panel: { shipment: later(async () => (await lines()).ShipmentLines, null), paper_request: later(async () => (await lines()).RequestLines, null) },
};
