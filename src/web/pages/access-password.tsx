/** A new password typed by an administrator. It never enters a draft: drafts are kept in the browser. */
import { Input } from 'antd';
import { useId } from 'react';
import { useText } from '../i18n/index.tsx';

export function PasswordInput({ value, problem, onChange }: { readonly value: string; readonly problem: string; onChange(value: string): void }) {
  const { t } = useText();
  const id = useId();
  return (
    <div className="w-field">
      <label className="w-label" htmlFor={id}>
        {t(['新密码', 'New password'])}
        <abbr title={t(['必填', 'required'])}>*</abbr>
      </label>
      <Input.Password
        id={id}
        value={value}
        autoComplete="new-password"
        aria-describedby={`${id}-help`}
        {...(problem ? { status: 'error' as const } : {})}
        onChange={(e) => onChange(e.target.value)}
      />
      <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>
        {problem || t(['至少 10 个字符；本人下次登录时须先换成自己的密码', 'At least 10 characters; at their next sign-in the person sets one of their own'])}
      </span>
    </div>
  );
}
