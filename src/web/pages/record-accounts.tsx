/** Ledger accounts of a record: what is there, and the last movements that made it so. */
import type { RecordPage } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { groupedYuan } from '../widgets/amount.ts';
import { Section } from '../widgets/section.tsx';

type Account = RecordPage['accounts'][number];

export function Accounts({ accounts }: { readonly accounts: readonly Account[] }) {
  return (
    <>
      {accounts.map((account) => (
        <AccountSection key={`${account.ledger}.${account.account}`} account={account} />
      ))}
    </>
  );
}

function AccountSection({ account }: { readonly account: Account }) {
  const { t } = useText();
  const format = useFormat();
  // 分 alone would not tell money from points.
  const money = account.unit[1] === 'fen';
  const shown = (amount: number) => (money ? groupedYuan(amount) : format.number(amount));
  const unit = money ? t(['元', 'yuan']) : t(account.unit);
  return (
    <Section
      title={t(account.label)}
      extra={
        <span className="p-balance">
          <small>{t(['余额', 'Balance'])}</small> <b className="w-figure">{shown(account.balance)}</b> {unit}
        </span>
      }>
      {account.entries.length === 0 ? (
        <p className="w-quiet">{t(['还没有变动', 'No movement yet'])}</p>
      ) : (
        <div className="w-scroll" tabIndex={0} role="region" aria-label={t([`${account.label[0]}的变动`, `Movements of ${account.label[1]}`])}>
          <table className="w-ledger">
            <thead>
              <tr>
                <th scope="col">{t(['时间', 'When'])}</th>
                <th scope="col">{t(['摘要', 'What'])}</th>
                <th scope="col">{t(['依据', 'Because of'])}</th>
                <th scope="col" className="w-num">
                  {t(['变动', 'Change'])}
                </th>
                <th scope="col" className="w-num">
                  {t(['余额', 'Balance'])}
                </th>
              </tr>
            </thead>
            <tbody>
              {account.entries.map((entry, at) => (
                <tr key={`${entry.at}${at}`}>
                  <td className="w-figure">{format.dateTime(entry.at)}</td>
                  <td>{t(entry.label)}</td>
                  <td>{entry.because}</td>
                  <td className="w-num" data-minus={entry.amount < 0 || undefined}>
                    {entry.amount > 0 ? '+' : ''}
                    {shown(entry.amount)}
                  </td>
                  <td className="w-num">{entry.balanceAfter === null ? '' : shown(entry.balanceAfter)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
