/** Papers of rooms: the room-opening slip (开房单) that an invoice asks for. Serves VIP-6.3. */
import { defineSlip } from '../../../kernel/index.ts';

export const RoomSlip = defineSlip('room_slip', { label: ['开房单', 'Room slip'], number: 'KFD-{yyyy}{mm}{dd}-{000}', copies: [['客人联', 'Guest copy'], ['存根', 'Stub']] });
