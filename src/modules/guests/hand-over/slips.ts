/** The paper of a hand-over, two copies. Serves P11, VIP-6.6. */
import { defineSlip } from '../../../kernel/index.ts';

export const HandOverSlip = defineSlip('hand_over', { label: ['交接单', 'Hand-over'], number: 'JJD-{yyyy}{mm}{dd}-{000}', copies: [['交班联', 'Outgoing copy'], ['接班联', 'Incoming copy']] });
export const SealSlip = defineSlip('hand_over_seal', { label: ['封存单', 'Seal'], number: 'FCD-{yyyy}{mm}{dd}-{000}', copies: [['柜内联', 'In the safe'], ['保安联', 'Guard’s copy']] });
