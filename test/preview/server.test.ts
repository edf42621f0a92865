import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { briefs } from '../support/commands.ts';
import { ask, editableProject, previewOf, type OpenedPreview } from '../support/preview.ts';

let project: Awaited<ReturnType<typeof editableProject>>;
let preview: OpenedPreview;
beforeAll(async () => {
  project = await editableProject();
  preview = await previewOf(project, 'peru');
});
afterAll(async () => {
  await preview.close();
  await project.remove();
});

describe('who is answered', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
  ])('Host "%s" is refused: a page of another site may have got here by a name of its own', async (host) => {
    const headers = { Host: host.replace('PORT', String(preview.port)) };
    for (const path of ['/', '/PER', '/-/events?at=/', '/-/2023/en/PER-peru/PER-peru.brief.pdf'])
      expect((await ask(preview.port, path, { headers })).status).toBe(403);
  });
  test.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://127.0.0.1:1'])(
    'Origin "%s" is refused',
    async (origin) => {
      const headers = { Origin: origin.replace('PORT', String(preview.port)) };
      expect((await ask(preview.port, '/', { headers })).status).toBe(403);
    },
  );
  test('127.0.0.1 and localhost are answered, with their own Origin too', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const Host = `${name}:${preview.port}`;
      expect((await ask(preview.port, '/', { headers: { Host } })).status).toBe(200);
      expect((await ask(preview.port, '/', { headers: { Host, Origin: `http://${Host}` } })).status).toBe(
        200,
      );
    }
  });
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    '%s is refused: nothing can be changed here',
    async (method) => {
      const { headers, status } = await ask(preview.port, '/', { method });
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
    },
  );
  test('HEAD has the headers of GET and no body', async () => {
    const [get, head] = [await ask(preview.port, '/'), await ask(preview.port, '/', { method: 'HEAD' })];
    expect(head.body).toBe('');
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('what is served', () => {
  test.each([
    '/../package.json',
    '/../../../../etc/passwd',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/-/../package.json',
    '/-/../../data/index.yaml',
    '/-/%2e%2e/data/index.yaml.html',
    '/-/2023/en/PER-peru/../../../../data/index.yaml',
    '/-/2023/en/PER-peru/%2e%2e/PER-peru/PER-peru.brief.html',
    '//etc/passwd',
    '//127.0.0.1/PER',
    '/data/index.yaml',
    '/-/page.html',
    '/-/constructor.html',
    '/-/__proto__.pdf',
    '/PER%00.html',
    '/PER/',
    '/output/manifest.json',
    '/favicon.ico',
    '/nowhere',
    'http://127.0.0.1/etc/passwd',
    '*',
  ])('no file is found by %s', async (path) => {
    const { body, status } = await ask(preview.port, path);
    expect(status).toBe(404);
    expect(body).toMatch(/^404 There is no such page/);
  });

  test('the page and a document come with walls and are not kept', async () => {
    await expect.poll(() => preview.told).toContain('2023/en/PER-peru/PER-peru.brief made');
    const page = await ask(preview.port, '/PER');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(page.headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe/);
    const brief = await ask(preview.port, '/-/2023/en/PER-peru/PER-peru.brief.html?1');
    expect(brief.body).toContain('<h1');
    expect(brief.headers['content-security-policy']).toContain('sandbox allow-same-origin');
    expect(brief.headers['content-security-policy']).not.toMatch(/script/);
    const pdf = await ask(preview.port, '/-/2023/en/PER-peru/PER-peru.brief.pdf');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.body).toMatch(/^%PDF-1\.7/);
    for (const { headers } of [page, brief, pdf]) {
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
  test('a country has one address; slugs and small letters lead there', async () => {
    for (const path of ['/per', '/Peru', '/peru?edition=2023']) {
      const { headers, status } = await ask(preview.port, path);
      expect({ status, to: headers.location }).toEqual({ status: 302, to: '/PER' });
    }
    expect(preview.address).toBe(`http://127.0.0.1:${preview.port}/PER`);
  });
  test('nothing is written: the project holds what it held', async () => {
    expect(await project.kind('output')).toBe('none');
  });
  test('a build beside it is not held up, and stores what it makes', async () => {
    const { code, out } = await briefs(project.locate('.'), ['build', '--format', 'html']);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 documents built') as unknown,
    });
    expect((await ask(preview.port, '/PER')).status).toBe(200);
  });
});

describe('the port', () => {
  test('of a port that is taken the next free one is used', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const second = await previewOf(project, undefined, port);
    expect(second.port).toBeGreaterThan(port);
    expect((await ask(second.port, '/')).status).toBe(200);
    await second.close();
    await expect(ask(second.port, '/')).rejects.toThrow(/ECONNREFUSED/);
    holder.close();
  });
  test.each([-1, 1.5, 65536, NaN])('%d is no port', async (port) => {
    await expect(previewOf(project, undefined, port)).rejects.toThrow(`Unexpected port ${port}`);
  });
  test('a country that is none is wrong use', async () => {
    await expect(previewOf(project, 'PRE')).rejects.toThrow('Did you mean PER?');
  });
});
