/** Posts that work with parts. Branch people see and do what concerns their branch, the head office everything. */
export const READERS = ['storekeeper', 'technician', 'branch_manager', 'dispatcher', 'centre_manager', 'finance', 'supply', 'auditor'];
/** Who keeps stock. */
export const KEEPERS = ['storekeeper', 'branch_manager'];
/** Who fits parts. */
export const FIELD = ['technician', 'branch_manager'];
/** Who judges an application for the head office. */
export const OFFICE = ['storekeeper', 'dispatcher', 'centre_manager'];
export const CENTRE = ['dispatcher', 'centre_manager'];
