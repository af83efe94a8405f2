/** A form for somebody outside, opened by a token: on a phone, without an account, in two languages, one page and done. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { AttachmentRef, IntakeAnswer, IntakePage, Meta } from '../../kernel/api.ts';
import { api, keys, messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { useTitle } from '../shell/page.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { type Upload, UploadContext } from '../widgets/upload.ts';

interface Of { readonly organisation: string; readonly intake: string; readonly token: string }

/** Somebody outside sees no module: the form’s inputs find that here, instead of asking the server as somebody signed in would. */
const outside = new QueryClient();
outside.setQueryData<Meta>(keys.meta, { modules: [], version: '' });
outside.setQueryDefaults(keys.meta, { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false, refetchOnMount: false });

export function IntakeForm(of: Of) {
  return <QueryClientProvider client={outside}><Sheet {...of} /></QueryClientProvider>;
}

function Sheet(of: Of) {
  const { t, lang, setLang } = useText();
  const path = `/intake/${[of.organisation, of.intake, of.token].map(encodeURIComponent).join('/')}`;
  const opened = useQuery({ queryKey: ['intake', path], queryFn: () => api.get<IntakePage>(path), retry: false, staleTime: Number.POSITIVE_INFINITY });
  const [answer, setAnswer] = useState<IntakeAnswer | null>(null);
  useTitle(opened.data ? t(opened.data.label) : t(words.common.product));
  return (
    <div className="sign-in">
      <header className="sign-in-bar"><Button type="text" aria-label={t(words.shell.languageSwitch)} onClick={() => setLang(lang ? 0 : 1)}>{lang ? '中文' : 'English'}</Button></header>
      <main className="sign-in-sheet intake" aria-busy={opened.isPending}>
        {opened.error && <p role="alert" className="sign-in-error">{t(messageOf(opened.error))}</p>}
        {opened.data && !answer && <Open page={opened.data} path={path} onTaken={setAnswer} />}
        {opened.data && answer && <Taken page={opened.data} answer={answer} onAgain={() => setAnswer(null)} />}
      </main>
    </div>
  );
}

function Open({ page, path, onTaken }: { readonly page: IntakePage; readonly path: string; onTaken(answer: IntakeAnswer): void }) {
  const { t } = useText();
  const upload = useMemo<Upload>(() => ({ put: (file) => sent(path, file), lookable: false }), [path]);
  return (
    <>
      <div className="sign-in-brand intake-head">
        <p>{page.organisation}</p>
        <h1>{t(page.label)}</h1>
        {page.lines.map((line) => <p key={line[0]} className="intake-line">{t(line)}</p>)}
        <p>{t(page.hint)}</p>
      </div>
      <UploadContext.Provider value={upload}>
        <FieldForm name={`intake ${path}`} fields={page.fields} initial={{}} submitText={['提交', 'Send']}
          submit={async ({ values, key }) => { onTaken(await api.post<IntakeAnswer>(path, { values: given(values) }, { key })); }} />
      </UploadContext.Provider>
    </>
  );
}

function Taken({ page, answer, onAgain }: { readonly page: IntakePage; readonly answer: IntakeAnswer; onAgain(): void }) {
  const { t } = useText();
  return (
    <div role="status" className="sign-in-brand intake-head">
      <p>{page.organisation}</p>
      <h1>{t(['已收到', 'Received'])}</h1>
      <p>{t(['编号', 'Number'])} <strong className="intake-number">{answer.number}</strong></p>
      <p>{t(answer.thanks)}</p>
      {answer.answers && <p><a href={answer.answers}>{t(['查看处理情况', 'See what becomes of it'])}</a></p>}
      <Button onClick={onAgain}>{t(['再填一份', 'Fill in another'])}</Button>
    </div>
  );
}

async function sent(path: string, file: File): Promise<{ id: string; name: string }> {
  const form = new FormData();
  form.append('file', file, file.name);
  const { id } = await api.send<Pick<AttachmentRef, 'id'>>(`${path}/photos`, form);
  return { id, name: file.name };
}

/** What was left empty is not sent. */
const given = (values: { readonly [field: string]: unknown }) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''));
