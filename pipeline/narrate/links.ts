/** What a link may lead to. */
export const allowedProtocols: readonly string[] = ['http:', 'https:', 'mailto:'];

/**
 * The address of a link as a reader's program would read it, or why it must not be printed. Characters that browsers
 * skip (controls, spaces) and relative addresses are refused rather than cleaned.
 */
export function checkAddress(
  address: string,
): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  if (address === '') return { ok: false, reason: 'no address' };
  if (/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]/.test(address)) {
    return { ok: false, reason: 'an invisible character' };
  }
  if (!/^[a-z][a-z\d+.-]*:/i.test(address)) return { ok: false, reason: 'no scheme' };
  if (!URL.canParse(address)) return { ok: false, reason: 'no valid address' };
  const { protocol, hostname, pathname, username, password } = new URL(address);
  if (!allowedProtocols.includes(protocol)) return { ok: false, reason: `the scheme ${protocol}` };
  if (protocol !== 'mailto:' && !/^https?:\/\//i.test(address)) return { ok: false, reason: 'no host' };
  if (protocol !== 'mailto:' && hostname === '') return { ok: false, reason: 'no host' };
  if (protocol === 'mailto:' && !/.@./.test(pathname)) return { ok: false, reason: 'no address' };
  if (username !== '' || password !== '') return { ok: false, reason: 'a user name' };
  return { ok: true };
}
