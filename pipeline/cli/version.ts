import { program } from '../disk.ts';

/** Version of country-briefs, from its package.json. */
export async function programVersion(): Promise<string> {
  const text = new TextDecoder().decode(await program.read('../package.json'));
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
