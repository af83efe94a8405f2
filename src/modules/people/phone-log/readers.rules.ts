/** Which reader reads which format (电话记录格式). Serves section 7 of the requirements. */
import { agentListReader, freeswitchReader } from './freeswitch.rules.ts';
import { queueLogReader } from './queue-log.rules.ts';
import type { Reader, ReaderOptions, SourceKind } from './reader.rules.ts';
import { auditReader, cdrReader, databaseReader, mappedReader } from './tables.rules.ts';

export function readerFor(kind: SourceKind, options: ReaderOptions): Reader {
  switch (kind) {
    case 'queue_log': return queueLogReader();
    case 'queue_log_db': return databaseReader(options);
    case 'freeswitch': return freeswitchReader();
    case 'freeswitch_agents': return agentListReader(options);
    case 'cdr': return cdrReader(options);
    case 'issabel': return auditReader(options);
    case 'csv': return mappedReader(options);
  }
}
