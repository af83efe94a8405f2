/**
 * Where which phone may be used for what (手机与电话使用矩阵). CC-1.11a, CC-1.11b, CC-ORAL-13, CG-07.
 */
import type { Label } from '../../../kernel/api.ts';
import type { Parameters } from './parameters.rules.ts';

export interface PhoneUse {
  readonly zone: 'work-area' | 'rest-area' | 'outside';
  readonly device: 'own-mobile' | 'desk-phone' | 'rest-room-phone';
  /** Handling covers typing, texting and looking at the screen. */
  readonly act: 'call' | 'handling';
  readonly purpose: 'work' | 'private';
  readonly urgent: boolean;
  /** Whether the load of the line lets somebody leave the queue. */
  readonly lineFree: boolean;
  readonly minutes: number;
}
export interface PhoneVerdict { readonly verdict: 'allowed' | 'flagged' | 'offence'; readonly clause: string | null; readonly text: Label }

export function phoneUse(parameters: Parameters, use: PhoneUse): PhoneVerdict {
  if (use.zone === 'outside') return allowed('CC-ORAL-13', ['中心以外可以使用', 'Allowed outside the centre']);
  if (use.device === 'desk-phone') {
    return use.purpose === 'work' ? allowed(null, ['因公使用', 'Used for work']) : offence('CC-ORAL-13', ['中心的电话只办公事', 'Centre phones are for work only']);
  }
  if (use.device === 'rest-room-phone') return restRoomPhone(parameters, use.minutes);
  if (use.zone === 'work-area') {
    return use.act === 'handling' ? offence('CC-ACT-5', ['办公区域不得摆弄手机', 'No handling of mobiles in the office area']) : offence('CC-ORAL-13', ['工作区域不得用手机通话', 'No mobile calls in the work area']);
  }
  if (use.act === 'handling') return allowed(null, ['休息区可以使用手机，但不可通话', 'Handling a mobile in the rest area is not forbidden']);
  // Undecided: allowing the urgent call is the more favourable of the two texts.
  if (use.urgent && use.lineFree && parameters['phone.urgent_in_rest_area'] !== 'forbid') {
    return allowed('CC-1.11b', ['急电且线路允许，可在休息区接听', 'Urgent and the line permits: may be taken in the rest area']);
  }
  return offence('CC-ORAL-13', ['手机通话只能到中心以外', 'Mobile calls only outside the centre']);
}

function restRoomPhone(parameters: Parameters, minutes: number): PhoneVerdict {
  const limit = parameters['phone.max_minutes'];
  if (limit === null || minutes <= limit) return allowed('CC-ORAL-13', ['私事可用休息室电话', 'The rest-room phone may be used for private matters']);
  return { verdict: 'flagged', clause: 'CC-ORAL-13', text: [`休息室电话用了 ${minutes} 分钟，超过 ${limit} 分钟`, `${minutes} minutes on the rest-room phone, above ${limit}`] };
}

function allowed(clause: string | null, text: Label): PhoneVerdict {
  return { verdict: 'allowed', clause, text };
}

function offence(clause: string, text: Label): PhoneVerdict {
  return { verdict: 'offence', clause, text };
}
