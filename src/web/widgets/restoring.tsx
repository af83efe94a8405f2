/** While the program ends and comes back with the restored data: this page asks until it answers again, and then begins anew. */
import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { answers } from '../client.ts';
import { useText } from '../i18n/index.tsx';

const ASK_MS = 2_000;

export function Restoring({ to }: { readonly to: string }) {
  const { t } = useText();
  const gone = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => {
      void answers().then((there) => { if (!there) gone.current = true; else if (gone.current) location.assign(to); });
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [to]);
  return <Alert type="info" showIcon role="status" className="w-refusal" title={t(['正在恢复', 'Restoring'])} description={t(['程序先停下，把备份恢复到新的数据库并逐表核对，再重新启动。完成后本页会自动打开登录页，请不要关闭程序。', 'The program stops, brings the backup into a new database, compares every table, and starts again. This page opens the sign-in page when it is done; please leave the program running.'])} />;
}
