/** From the desk to the phone (手机到访): a technician opens the visits here, or scans the code with the phone that goes along. Serves AC-33. */
import { useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import './signed.css';

export const pages = { phone: ToThePhonePage };

export function ToThePhonePage() {
  const { t } = useText();
  return (
    <div>
      <PageHeading title={t(['手机到访', 'Visits on the phone'])} note={t(['没有网络也能用：安全检查、读数、照片、客户签名都先存在手机里，联网后自动送达，只送一次。', 'Works without a network: safety check, readings, photographs and the customer’s signature stay on the phone and go once, by themselves, when there is one.'])} />
      <div className="visit-phone">
        <QrCode text={`${window.location.origin}/visit/`} label={t(['手机到访的二维码', 'QR code of the visits on the phone'])} />
        <div>
          <p>{t(['用带去现场的手机扫码打开，登录一次，再“添加到主屏幕”。', 'Scan with the phone that goes along, sign in once, and add it to the home screen.'])}</p>
          <a className="w-as-button" href="/visit/">{t(['在这里打开', 'Open it here'])}</a>
        </div>
      </div>
    </div>
  );
}
