import encodeQR from 'qr';
import { element, figureSvg } from './svg.ts';

/** Light modules around a code. */
const quiet = 4;

/** A QR code (ISO/IEC 18004, error correction M) of an address, with its quiet zone. */
export function qrCode(address: string, title: string): string {
  const rows = encodeQR(address, 'raw', { ecc: 'medium', border: quiet });
  // Runs of dark modules in one path, each a stroke as thick as a module is high.
  let path = '';
  rows.forEach((row, y) => {
    for (let x = row.indexOf(true); x >= 0;) {
      const end = row.indexOf(false, x);
      path += `M${x} ${y + 0.5}h${end - x}`;
      x = row.indexOf(true, end);
    }
  });
  const side = rows.length;
  return figureSvg(
    { width: side, height: side, className: 'qr' },
    { title, description: address },
    element('path', { d: path, class: 'qr-dark' }),
  );
}
