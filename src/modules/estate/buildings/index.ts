/** Buildings (房屋): title files, use and hand-over. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { Building, BuildingFile, BuildingFileProcess, BuildingProcess } from './building.ts';
import { BuildingUse, BuildingUseProcess } from './building-use.ts';
import { BuildingLabelQuery } from './label.ts';
import { ROLES } from './roles.ts';

export { Building, BuildingFile, BuildingFileProcess, BuildingProcess, keeperOf } from './building.ts';
export { BuildingUse, BuildingUseProcess } from './building-use.ts';
export { HEADS, ROLES } from './roles.ts';

export const buildings = defineModule({
  name: 'buildings',
  area: 'estate',
  label: ['房产', 'Buildings'],
  roles: ROLES,
  registers: [Building, BuildingUse, BuildingFile],
  firstSteps: [firstRecord(Building, ['录入房屋', 'Enter the buildings'])],
  processes: [BuildingProcess, BuildingUseProcess, BuildingFileProcess],
  queries: [BuildingLabelQuery],
});
