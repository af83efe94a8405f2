/** Rules of customers and sites: who may put one into which branch, and what a position must be. Serves FS-0.1. */
import { Refusal } from '../../../kernel/index.ts';

/** A branch registers its own customers only; headquarters those of every branch. */
export function refuseForeignBranch(reached: boolean): void {
  if (reached) return;
  throw new Refusal('customer.other_branch', ['只能登记到本区域服务部', 'You may only register it for your own branch'], 422, { branch: ['请选择本区域服务部', 'Choose your own branch'] });
}

/** Typing over the branch would leave the record where it lies; the step moves both. */
export function refuseBranchEdit(before: string | null, branch: string): void {
  if (before === null || before === branch) return;
  throw new Refusal('customer.branch_by_step', ['改区域请用“转区域”并写明原因', 'Use “Move to another branch” and give the reason'], 422,
    { branch: ['不能直接修改', 'Not changed here'] });
}

/** Half a position measures no distance. */
export function refuseHalfPosition(latitude: string | null, longitude: string | null): void {
  if ((latitude === null) === (longitude === null)) return;
  const missing = latitude === null ? 'latitude' : 'longitude';
  throw new Refusal('site.half_position', ['纬度和经度须一并填写', 'Latitude and longitude are given together'], 422, { [missing]: ['请一并填写', 'Please give both'] });
}

export function refuseSameBranch(from: string, to: string): void {
  if (from !== to) return;
  throw new Refusal('customer.same_branch', ['已在该区域服务部', 'It is in this branch already'], 422, { branch: ['请选择另一区域', 'Choose another branch'] });
}

export interface Position { readonly latitude: string | null; readonly longitude: string | null }
/** Kilometres as the crow flies, to one decimal; null when either position is unknown. */
export function kilometresBetween(a: Position, b: Position): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const rad = (degrees: string) => (Number(degrees) * Math.PI) / 180;
  const [lat1, lat2] = [rad(a.latitude), rad(b.latitude)];
  const half = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((rad(b.longitude) - rad(a.longitude)) / 2) ** 2;
  return Math.round(2 * EARTH_KM * Math.asin(Math.sqrt(half)) * 10) / 10;
}
const EARTH_KM = 6371;
