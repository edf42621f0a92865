interface Member {
  readonly path: string;
  readonly content: string;
  /** Type of the member: 0 a file, 2 a link, 5 a folder. Default 0. */
  readonly type?: string;
}

/** A ustar archive (POSIX.1-1988). */
export function tarOf(members: readonly Member[]): Uint8Array {
  const blocks = members.flatMap(({ path, content, type = '0' }) => {
    const head = Buffer.alloc(512);
    head.write(path, 0);
    head.write(content.length.toString(8).padStart(11, '0'), 124);
    head.write(type, 156);
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    body.write(content);
    return [head, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
