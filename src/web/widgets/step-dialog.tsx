/**
 * The dialog in which a step is taken. It is drawn from the step's definition unless the module brings its own;
 * either way the dialog around it, with title and way out, stays the same.
 */
import { Modal } from 'antd';
import type { RegisterMeta, Row, StepMeta } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { useOverrides } from './known.ts';
import { StepForm } from './step-form.tsx';

/** What a module's own dialog receives. It is drawn inside the modal and may render `<StepForm {...props} />` itself. */
export interface StepDialogProps {
  readonly register: RegisterMeta;
  readonly step: StepMeta;
  readonly row: Row;
  onDone(): void;
  onCancel(): void;
}

export function StepDialog(props: StepDialogProps) {
  const { register, step, row, onCancel } = props;
  const { t } = useText();
  const Own = useOverrides().step?.[`${register.name}.${step.name}`];
  return (
    <Modal
      open
      title={
        <>
          {t(step.label)} <span className="w-figure w-quiet">{row.number}</span>
        </>
      }
      onCancel={onCancel}
      footer={null}
      width={{ xs: '100%', md: 760 }}
      className="w-dialog"
      mask={{ closable: false }}
      destroyOnHidden>
      {Own ? <Own {...props} /> : <StepForm {...props} />}
    </Modal>
  );
}
