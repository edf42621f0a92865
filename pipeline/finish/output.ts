/** Bytes that are written one after the other. */
export interface Output {
  /** The bytes of `source` between two offsets. */
  readonly copy: (source: Uint8Array, from: number, to: number) => void;
  /** Characters below 256. */
  readonly text: (text: string) => void;
  readonly integer: (value: number) => void;
  /** The first `count` codes as the inside of a string in parentheses, two bytes each. */
  readonly codes: (codes: Uint16Array, count: number) => void;
  /** How many bytes were written. */
  readonly size: () => number;
  /** All that was written. */
  readonly bytes: () => Uint8Array;
}

/** Below this many bytes, a loop is faster than a call. */
const few = 24;

/** Puts a byte of a string in parentheses (ISO 32000-1, 7.3.4.2); gives the offset behind it. */
function putByte(buffer: Uint8Array, at: number, byte: number): number {
  let end = at;
  if (byte === 0x28 || byte === 0x29 || byte === 0x5c || byte === 0x0d) buffer[end++] = 0x5c;
  // A carriage return would be read as the end of a line.
  buffer[end++] = byte === 0x0d ? 0x72 : byte;
  return end;
}

/** Begins an output; `size` is how many bytes are expected, and may be too small. */
export function openOutput(size: number): Output {
  let buffer = Buffer.allocUnsafeSlow(Math.max(size, 64));
  let end = 0;
  const room = (count: number): void => {
    if (end + count <= buffer.length) return;
    const larger = Buffer.allocUnsafeSlow((end + count) * 2);
    larger.set(buffer.subarray(0, end));
    buffer = larger;
  };
  const text = (characters: string): void => {
    room(characters.length);
    if (characters.length > few) end += buffer.write(characters, end, 'latin1');
    else for (let i = 0; i < characters.length; i++) buffer[end++] = characters.charCodeAt(i);
  };
  return {
    text,
    copy(source, from, to) {
      room(to - from);
      if (to - from > few) {
        buffer.set(source.subarray(from, to), end);
        end += to - from;
      } else for (let i = from; i < to; i++) buffer[end++] = source[i] ?? 0;
    },
    integer(value) {
      if (value < 0 || value > 99 || !Number.isInteger(value)) {
        text(String(value));
        return;
      }
      room(2);
      if (value > 9) buffer[end++] = 0x30 + Math.floor(value / 10);
      buffer[end++] = 0x30 + (value % 10);
    },
    codes(codes, count) {
      // As it is in the worst case: every byte with a backslash before it.
      room(count * 4);
      for (let i = 0; i < count; i++) {
        const code = codes[i] ?? 0;
        end = putByte(buffer, putByte(buffer, end, code >> 8), code & 255);
      }
    },
    size: () => end,
    bytes: () => buffer.subarray(0, end),
  };
}
