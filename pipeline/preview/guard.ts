import type { IncomingHttpHeaders } from 'node:http';

/**
 * True for a request of a page of this server. A page of another site may reach 127.0.0.1 by a name of its own (DNS
 * rebinding): its Host is that name. A page that sends requests across sites says so in Origin.
 */
export function isOurs({ host = '', origin }: IncomingHttpHeaders, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return hosts.includes(host) && (origin === undefined || hosts.some((one) => origin === `http://${one}`));
}

/** Said with every answer: nothing is kept, nothing is guessed, no other site may use it. */
export const walls: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** What the preview's own page may load: files of this server. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a brief may load: nothing that it does not hold. It has no script, whatever its narrative says. */
export const briefPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-downloads',
].join('; ');

/** A PDF is shown by a viewer that the browser brings along: it starts in no sandbox. */
export const pdfPolicy = "frame-ancestors 'self'";
