/** Who works here and who may what: users, posts with their dates and deputies, units; passwords; and the table that decides. */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { FieldMeta, Label } from '../../kernel/api.ts';
import { api, ApiRefusal, keys } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { lower } from '../shell/destinations.ts';
import { PageTitle, useTitle } from '../shell/page.tsx';
import { registerOf, useMe, useMeta } from '../shell/session.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { Go, listHref } from '../widgets/go.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import { TabLinks } from '../widgets/tab-links.tsx';
import { LockedOut, Tills } from './access-doors.tsx';
import { PasswordInput } from './access-password.tsx';
import './account.css';
import './record-side.css';

const BOOKS: readonly { readonly register: string; readonly what: Label }[] = [
  { register: 'app_user', what: ['登录的人：姓名、登录名、是否停用。', 'People who sign in: name, login, whether disabled.'] },
  {
    register: 'role_grant',
    what: ['谁在哪个单位任哪个岗位，从哪天到哪天，代谁。', 'Who holds which post in which unit, from when to when, as whose deputy.'],
  },
  { register: 'unit', what: ['中心、线路、分公司、班组，及其上下级。', 'Centres, lines, branches, shifts, and what belongs to what.'] },
];

export function AccessPage() {
  const { t } = useText();
  const title = t(words.shell.access);
  useTitle(title);
  const { tab = 'people' } = useSearch({ strict: false }) as { tab?: string };
  const mine = useMe().may;
  const may = mine.includes('access.write');
  const sees = may || mine.includes('audit.read');
  return (
    <div className="p-access">
      <PageTitle>{title}</PageTitle>
      <TabLinks
        label={title}
        active={tab}
        tabs={[
          { key: 'people', label: t(['人员、岗位、单位', 'People, posts, units']) },
          ...(sees ? [{ key: 'matrix', label: t(['谁可以做什么', 'Who may what']) }] : []),
          ...(may ? [{ key: 'password', label: t(['登录与终端', 'Signing in, tills']) }] : []),
        ]}
      />
      {tab === 'matrix' && sees ? <Matrix /> : tab === 'password' && may ? <><SetPassword /><LockedOut user={USER} /><Tills /></> : <Books />}
      {may && tab === 'people' && <OwnOrganisation />}
    </div>
  );
}

/** Only the administrator of the demo is asked: the server says whose page that is. */
function OwnOrganisation() {
  const { t } = useText();
  const setUp = useQuery({ queryKey: ['set-up'], queryFn: () => api.get<{ readonly mine: boolean }>('/set-up'), retry: false });
  if (!setUp.data?.mine) return null;
  return (
    <p className="p-access-own">
      {t(['这里是演示组织。', 'This is the demo organisation. '])}
      <Go href="/set-up">{t(['建立自己的组织、移除演示数据', 'Set up your own organisation, remove the demo'])}</Go>
    </p>
  );
}

function Books() {
  const { t } = useText();
  const known = useMeta();
  return (
    <ul className="p-books">
      {BOOKS.flatMap(({ register, what }) => {
        const meta = registerOf(known, register);
        if (!meta) return [];
        return [
          <li key={register}>
            <h2>
              <Go href={listHref(register)}>{t(meta.label)}</Go>
            </h2>
            <p>{t(what)}</p>
            {meta.mayCreate && (
              <Go href={`/r/${register}/new`} className="w-as-button">
                {t([`新建${meta.label[0]}`, `New ${lower(meta.label)[1]}`])}
              </Go>
            )}
          </li>,
        ];
      })}
    </ul>
  );
}

const TOO_SHORT: Label = ['密码至少 10 个字符', 'A password has at least 10 characters'];
const USER: FieldMeta = {
  name: 'user',
  kind: 'ref',
  label: ['用户', 'User'],
  optional: false,
  personal: false,
  options: { register: 'app_user' },
  hint: null,
  readonly: false,
};

function SetPassword() {
  const { t } = useText();
  const [round, setRound] = useState(0);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <Section title={t(['设置密码', 'Set a password'])}>
      {round > 0 && (
        <Alert
          type="success"
          showIcon
          role="status"
          className="w-refusal"
          title={t(['密码已设置，此人的其他登录已退出。', 'Password set; that person is signed out elsewhere.'])}
        />
      )}
      <FieldForm
        key={round}
        name="access.password"
        fields={[USER]}
        initial={{}}
        submitText={['设置', 'Set']}
        submit={async ({ values, key }) => {
          if (password.length < 10) {
            setProblem(t(TOO_SHORT));
            throw new ApiRefusal(422, { code: 'password.short', message: TOO_SHORT });
          }
          await api.post('/access/password', { user: values['user'], password }, { key });
          setPassword('');
          setRound(round + 1);
        }}
        after={
          <PasswordInput
            value={password}
            problem={problem}
            onChange={(next) => {
              setPassword(next);
              setProblem('');
            }}
          />
        }
      />
    </Section>
  );
}

interface AccessMatrix {
  readonly roles: readonly { readonly role: string; readonly label: Label }[];
  readonly rows: readonly {
    readonly register: string;
    readonly label: Label;
    readonly act: string;
    readonly actLabel?: Label;
    readonly roles: readonly string[];
  }[];
}

function Matrix() {
  const { t } = useText();
  const matrix = useQuery({
    queryKey: keys.query('access_matrix', {}),
    queryFn: () => api.get<AccessMatrix>('/queries/access_matrix', { params: {} }),
    retry: false,
  });
  if (matrix.error)
    return (
      <>
        <RefusalNote error={matrix.error} />
        <Button onClick={() => void matrix.refetch()}>{t(['再试一次', 'Try again'])}</Button>
      </>
    );
  if (!matrix.data) return <Skeleton active />;
  const { roles, rows } = matrix.data;
  return (
    <div className="w-scroll p-matrix" tabIndex={0} role="region" aria-label={t(['谁可以做什么', 'Who may what'])}>
      <table className="w-ledger">
        <thead>
          <tr>
            <th scope="col">{t(['台账', 'Register'])}</th>
            <th scope="col">{t(['动作', 'Act'])}</th>
            {roles.map((role) => (
              <th key={role.role} scope="col" className="p-matrix-role">
                <span>{t(role.label)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`${row.register}.${row.act}`}>
              {rows[at - 1]?.register !== row.register && (
                <th scope="rowgroup" rowSpan={rows.filter(({ register }) => register === row.register).length}>
                  {t(row.label)}
                </th>
              )}
              <td>{row.actLabel ? t(row.actLabel) : row.act}</td>
              {roles.map((role) => (
                <td key={role.role} className="p-matrix-cell">
                  {row.roles.includes(role.role) ? (
                    <span role="img" aria-label={t(['可以', 'may'])}>
                      ●
                    </span>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
