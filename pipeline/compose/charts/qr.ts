import qrcode from 'qrcode-generator';
import { element, figureSvg } from './svg.ts';

/** A QR code (ISO/IEC 18004, error correction M) of an address, with the quiet zone of four modules. */
export function qrCode(address: string, title: string): string {
  const code = qrcode(0, 'M');
  code.addData(address);
  code.make();
  const size = code.getModuleCount();
  const quiet = 4;
  // Runs of dark modules in one path, each a stroke as thick as a module is high.
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let run = 0;
      while (x + run < size && code.isDark(y, x + run)) run++;
      if (run > 0) path += `M${x + quiet} ${y + quiet + 0.5}h${run}`;
      x += run;
    }
  }
  const side = size + 2 * quiet;
  return figureSvg(
    { width: side, height: side, className: 'qr' },
    { title, description: address },
    element('path', { d: path, class: 'qr-dark' }),
  );
}
