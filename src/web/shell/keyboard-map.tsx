/** `?`: which keys do what, and the switch for those who do not want single keys to act. */
import { Modal, Switch } from 'antd';
import type { Label } from '../../kernel/api.ts';
import { useText, words } from '../i18n/index.tsx';
import { useHelpAddress } from './help-mark.tsx';
import { useSingleKeys } from './keyboard.ts';

export function KeyboardMap({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { on, setOn } = useSingleKeys();
  const help = useHelpAddress();
  return (
    <Modal open onCancel={onClose} footer={null} width={480} title={t(words.shell.keyboard)}>
      <p className="keyboard-help"><a href={help} target="_blank" rel="noopener">{t(words.shell.helpOfPage)}</a></p>
      {groups.map((group) => (
        <section key={group.label[0]} className="keyboard-map">
          <h3>{t(group.label)}</h3>
          <dl>{group.keys.map(([keys, label]) => <div key={label[0]}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{t(label)}</dd></div>)}</dl>
        </section>
      ))}
      <div className="keyboard-switch"><Switch id="single-keys" checked={on} onChange={setOn} /><label htmlFor="single-keys">{t(words.shell.singleKeys)}</label></div>
    </Modal>
  );
}

const groups: readonly { readonly label: Label; readonly keys: readonly (readonly [keys: readonly string[], label: Label])[] }[] = [
  { label: words.shell.everywhere, keys: [[['Ctrl', 'K'], words.shell.keyPalette], [['/'], words.shell.keySearch], [['s'], words.shell.keyScan], [['?'], words.shell.keyHelp], [['Esc'], words.shell.keyEscape]] },
  { label: words.shell.inLists, keys: [[['n'], words.shell.keyNew], [['j', 'k'], words.shell.keyMove], [['Enter'], words.shell.keyOpen], [['x'], words.shell.keyTick], [['b'], words.shell.keyBulk], [['f'], words.shell.keyFilter], [['v'], words.shell.keyViews], [['[', ']'], words.shell.keyPages]] },
  { label: words.shell.inRecords, keys: [[['e'], words.shell.keyEdit], [['l'], words.shell.keyBack]] },
  { label: words.shell.inForms, keys: [[['Ctrl', 'Enter'], words.shell.keySend]] },
];
