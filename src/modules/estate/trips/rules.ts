/**
 * Rules of dispatching vehicles (派车): who may approve which range, which vehicle and driver may be given a trip and why not, when it may leave and return.
 * Serves LOG-1.2, P19, AS-33.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';
import { licenceProblems, overlap, restProblem, type Licence, type LicenceClass, type Span } from '../drivers/index.ts';
import { paperProblems, serviceProblem, type DocumentKind, type PaperOf } from '../vehicles/index.ts';

export const RANGES = { city: ['市内', 'In town'], province: ['省内', 'Within the province'], beyond: ['省外', 'Beyond the province'] } as const;
export type Range = keyof typeof RANGES;
/** Lowest first: whoever stands higher may approve what somebody lower may. */
export const APPROVERS = { vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], centre_manager: ['中心经理', 'Centre manager'], operations_gm: ['经营总经理', 'Operations general manager'] } as const;
export type Approver = keyof typeof APPROVERS;
export const LADDER = Object.keys(APPROVERS) as readonly Approver[];

/** The highest post of the ladder that somebody holds, if it reaches up to the one asked for. */
export function approvingPost(asked: Approver, held: readonly string[]): Approver | null {
  return LADDER.slice(LADDER.indexOf(asked)).find((post) => held.includes(post)) ?? null;
}

export function refuseApproval(c: { readonly asked: Approver; readonly held: readonly string[]; readonly requester: string | null; readonly creator: string; readonly actor: string }): void {
  if (c.actor === c.requester || c.actor === c.creator) throw new Refusal('vehicle_trip.own', ['不能批准自己的用车申请', 'You cannot approve your own request'], 403);
  const [zh, en] = APPROVERS[c.asked];
  if (approvingPost(c.asked, c.held) === null) throw new Refusal('vehicle_trip.range', [`这一范围须由${zh}批准`, `This range is approved by: ${en.toLowerCase()}`], 403);
}

export function refuseTimes(from: Date, to: Date, now: Date): void {
  if (to.getTime() <= from.getTime()) throw new Refusal('vehicle_trip.times', ['收车时间须晚于出车时间', 'The return must come after the departure'], 422, { planned_to: ['须晚于出车', 'After the departure'] });
  if (to.getTime() <= now.getTime()) throw new Refusal('vehicle_trip.past', ['用车时间已经过去', 'That time is past'], 422, { planned_to: ['须晚于现在', 'Later than now'] });
}

/** A trip as the resources see it; `first` and `last` are its days in the centre's zone. */
export interface Wanted extends Span { readonly first: string; readonly last: string; readonly passengers: number; readonly asked: readonly DocumentKind[]; readonly restHours: number; readonly clock: (at: Date) => string }
export interface Busy extends Span { readonly number: string }
export interface VehicleOnOffer {
  readonly id: string; readonly plate: string; readonly model: string | null; readonly state: string; readonly seats: number | null; readonly licence_class: LicenceClass | null; readonly branch: string | null;
  readonly next_service_on: string | null; readonly next_service_km: number | null; readonly km: number | null; readonly papers: readonly PaperOf[]; readonly busy: readonly Busy[];
}
export interface DriverOnOffer extends Licence { readonly id: string; readonly name: string; readonly busy: readonly Busy[] }

const bookedOn = (busy: readonly Busy[], wanted: Span): Label[] => busy.filter((b) => overlap(b, wanted)).slice(0, 1).map((b): Label => [`已派 ${b.number}`, `On ${b.number} already`]);

/** Why a vehicle cannot be given the trip; empty when it can. */
export function vehicleProblems(v: VehicleOnOffer, w: Wanted): Label[] {
  const problems: Label[] = [];
  if (v.state === 'in_workshop') problems.push(['在修', 'In the workshop']);
  else if (v.state !== 'in_service') problems.push(['已停用', 'Withdrawn']);
  problems.push(...paperProblems(v.papers, w.asked, w.first, w.last));
  const service = serviceProblem(v, w.last);
  if (service) problems.push(service);
  // The driver takes one of the seats.
  if (v.seats !== null && w.passengers + 1 > v.seats) problems.push([`${v.seats} 座，坐不下 ${w.passengers} 人和驾驶员`, `${v.seats} seats are too few for ${w.passengers} and the driver`]);
  if (v.licence_class === null) problems.push(['未登记准驾要求', 'No licence class on record']);
  return [...problems, ...bookedOn(v.busy, w)];
}

/** Why a driver cannot be given the trip with a vehicle of that class. */
export function driverProblems(d: DriverOnOffer, needed: LicenceClass | null, w: Wanted): Label[] {
  const booked = bookedOn(d.busy, w);
  const rest = booked.length > 0 ? null : restProblem(d.busy, w, w.restHours);
  return [...licenceProblems(d, needed, w, w.last, w.clock), ...booked, ...(rest ? [rest] : [])];
}

export function refuseDispatch(vehicle: VehicleOnOffer | null, driver: DriverOnOffer | null, w: Wanted): void {
  if (vehicle === null) throw new Refusal('vehicle_trip.vehicle', ['车队没有这辆车', 'The pool has no such vehicle'], 422, { vehicle: ['请选择本车队的车', 'Choose one of the pool'] });
  const wrong = vehicleProblems(vehicle, w);
  if (wrong.length > 0) throw refused('vehicle', vehicle.plate, wrong);
  if (driver === null) throw new Refusal('vehicle_trip.driver', ['车队没有这位驾驶员', 'The pool has no such driver'], 422, { driver: ['请选择本车队的驾驶员', 'Choose one of the pool'] });
  const unfit = driverProblems(driver, vehicle.licence_class, w);
  if (unfit.length > 0) throw refused('driver', driver.name, unfit);
}
function refused(field: 'vehicle' | 'driver', name: string, problems: readonly Label[]): Refusal {
  const [zh, en] = [problems.map((p) => p[0]).join('，'), problems.map((p) => p[1]).join('; ')];
  return new Refusal(`vehicle_trip.${field}_unfit`, [`${name}不能派：${zh}`, `${name} cannot be sent: ${en}`], 409, { [field]: [zh, en] });
}

/** Only the driver of the trip, or the desk, moves it. */
export function refuseOtherDriver(driverUser: string | null, actor: string, desk: boolean): void {
  if (!desk && driverUser !== actor) throw new Refusal('vehicle_trip.other_driver', ['这趟车由别人驾驶', 'Somebody else drives this trip'], 403);
}
export function refuseDeparture(checked: boolean): void {
  if (!checked) throw new Refusal('vehicle_trip.unchecked', ['出车前检查不合格的，不能出车；请在“车辆日常检查”登记', 'What fails the check does not leave; enter it as a vehicle check'], 409, { checked: ['须合格', 'Must be in order'] });
}
export function refuseReturn(out: number, back: number): void {
  if (back < out) throw new Refusal('vehicle_trip.km', [`收车里程不能低于出车的 ${out} 公里`, `The return cannot read less than the departure, ${out} km`], 422, { back_km: [`不低于 ${out}`, `At least ${out}`] });
}
