/**
 * The solver in a thread of its own (排班求解线程): takes an LP text, reports the gap while it works, answers with the values above zero.
 * Plain JavaScript, because a thread is started from this very file. Ending the thread is how solving is cancelled.
 */
import { parentPort, workerData } from 'node:worker_threads';
import highsLoader from 'highs';

const { lp, seconds, gap, options } = workerData;
const highs = await highsLoader({ print: () => undefined, printErr: () => undefined });
const { callbackType, modelStatus } = highs.constants;
let told = 0;

highs.withModel({ format: 'lp', data: lp }, (model) => {
  model.options.set({ ...options, mip_rel_gap: gap, time_limit: seconds });
  model.run({
    [callbackType.mipLogging](event) {
      const { running_time: at, mip_gap: left, mip_primal_bound: best, mip_dual_bound: bound } = event.data;
      if (at - told < 0.25 && told > 0) return;
      told = at;
      parentPort.postMessage({ kind: 'progress', seconds: at, gap: Number.isFinite(left) ? left : null, best, bound });
    },
  });
  const { colValue } = model.getSolution();
  const found = {};
  for (let i = 0; i < colValue.length; i++) if (colValue[i] > 1e-6) found[model.getColName(i)] = colValue[i];
  const status = Object.entries(modelStatus).find(([, code]) => code === model.getModelStatus())?.[0] ?? 'unknown';
  parentPort.postMessage({ kind: 'done', status, gap: model.info.get('mip_gap'), objective: model.getObjectiveValue(), values: found });
});
