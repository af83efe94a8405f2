/** The list of modules, lower ones first, and their parts of the demo. The only file that knows them all. */
import type { Module } from './kernel/index.ts';
import type { Demo } from './kernel/demo.ts';
import { cards } from './modules/guests/cards/index.ts';
import { demo as lostPropertyDemo } from './modules/guests/lost-property/demo.ts';
import { lostProperty } from './modules/guests/lost-property/index.ts';
import { members } from './modules/guests/members/index.ts';
import { demo as pointsDemo } from './modules/guests/points/demo.ts';
import { points } from './modules/guests/points/index.ts';
import { demo as staffDemo } from './modules/people/staff/demo.ts';
import { demo as disciplineDemo } from './modules/people/discipline/demo.ts';
import { discipline } from './modules/people/discipline/index.ts';
import { demo as rulebookDemo } from './modules/people/rulebook/demo.ts';
import { rulebook } from './modules/people/rulebook/index.ts';
import { staff } from './modules/people/staff/index.ts';
import { demo as ordersDemo } from './modules/service/orders/demo.ts';
import { orders } from './modules/service/orders/index.ts';
import { demo as servicePointsDemo } from './modules/service/service-points/demo.ts';
import { servicePoints } from './modules/service/service-points/index.ts';

export const modules: readonly Module[] = [staff, rulebook, discipline, orders, servicePoints, members, cards, lostProperty, points];

/** In the order in which they build on each other. */
export const demoParts: readonly ((d: Demo) => Promise<void>)[] = [staffDemo, rulebookDemo, disciplineDemo, ordersDemo, servicePointsDemo, lostPropertyDemo, pointsDemo];
