/** Big-endian 16.16 fixed point, the number format of ICC profiles. */
function fixed(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeInt32BE(Math.round(value * 65536), i * 4));
  return bytes;
}

function typed(signature: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(`${signature}\0\0\0\0`, 'latin1'), content]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

const whitePointD50 = [0.9642, 1, 0.8249] as const;
const description = 'sRGB IEC61966-2.1';

/** The sRGB transfer curve (IEC 61966-2-1) at 1,024 points. */
function curve(): Buffer {
  const points = 1024;
  const bytes = Buffer.alloc(4 + points * 2);
  bytes.writeUInt32BE(points, 0);
  for (let i = 0; i < points; i++) {
    const x = i / (points - 1);
    const y = x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(y * 65535), 4 + i * 2);
  }
  return typed('curv', bytes);
}

/** An ICC profile (version 2.1, display, RGB) of sRGB, made from its published primaries adapted to D50: no file to license. */
export function srgbProfile(): Uint8Array {
  const name = Buffer.from(`${description}\0`, 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(name.length);
  const tone = curve();
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', typed('desc', Buffer.concat([size, name, Buffer.alloc(78)]))],
    ['cprt', typed('text', Buffer.from('CC0\0', 'latin1'))],
    ['wtpt', typed('XYZ ', fixed(...whitePointD50))],
    ['rXYZ', typed('XYZ ', fixed(0.4360747, 0.2225045, 0.0139322))],
    ['gXYZ', typed('XYZ ', fixed(0.3850649, 0.7168786, 0.0971045))],
    ['bXYZ', typed('XYZ ', fixed(0.1430804, 0.0606169, 0.7141733))],
    ['rTRC', tone],
    ['gTRC', tone],
    ['bTRC', tone],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  const places = new Map<Buffer, number>();
  let end = 128 + table.length;
  tags.forEach(([signature, data], i) => {
    const at = places.get(data) ?? end;
    if (at === end) end += data.length;
    places.set(data, at);
    table.write(signature, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * i);
    table.writeUInt32BE(data.length, 12 + 12 * i);
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(end, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  [2000, 1, 1, 0, 0, 0].forEach((part, i) => header.writeUInt16BE(part, 24 + i * 2));
  header.write('acsp', 36, 'latin1');
  fixed(...whitePointD50).copy(header, 68);
  return Buffer.concat([header, table, ...places.keys()]);
}
