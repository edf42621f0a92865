import { check } from '../build.ts';
import { program } from '../disk.ts';
import { lazily } from '../lazily.ts';
import type { Message } from '../messages.ts';
import { openPress, startPrinter } from '../press.ts';
import { programVersion } from '../versions.ts';
import type { World } from '../world.ts';
import { openDesk, type DeskOptions } from './desk.ts';
import { listen } from './port.ts';
import { serverOf } from './server.ts';
import { loadShell } from './shell.ts';
import { watchSources } from './watch.ts';

export interface PreviewOptions extends Omit<DeskOptions, 'draft' | 'first' | 'program' | 'onChecked'> {
  /** Code or slug of a country, in any case. */
  readonly country?: string | undefined;
  /** The first port that is tried; 0 takes any free one. Default 4173. */
  readonly port?: number | undefined;
  readonly draft?: boolean | undefined;
  /** Called with all that is to be said about the sources, whenever that has changed. */
  readonly onMessages: (messages: readonly Message[]) => void;
}

export interface Preview {
  /** Where to look: the list, or the country that was asked for. */
  readonly address: string;
  readonly port: number;
  /** Ends server, watch and browser; nothing is left. */
  close(): Promise<void>;
}

/**
 * Serves a page that shows documents as they are now, and makes those that somebody looks at again when a source
 * changes; all in memory. @throws UsageError for a country or port that is none; EnvironmentError without a browser.
 */
export async function openPreview(world: World, options: PreviewOptions): Promise<Preview> {
  const { country, draft = false, port: first = 4173 } = options;
  const steady = withKeptAssets(world);
  const printer = lazily(() => startPrinter(steady, 1));
  const press = lazily(() =>
    openPress(printer, 1, (said) => {
      if (said.length > 0) options.onMessages(said);
    }),
  );
  const closing: (() => Promise<void>)[] = [() => printer.close(), () => press.close()];
  const close = async (): Promise<void> => {
    for (const end of closing.reverse()) await end();
  };
  try {
    // The browser starts beside the rest, and it is better known now than at the first save that there is one.
    const opening = press.get();
    opening.catch(() => undefined);
    const named = country === undefined ? [] : [country];
    const { countries } = await check(steady, { draft, countries: named });
    const shown = [...countries.values()].find(({ iso3: code, slug }) =>
      [code, slug].some((name) => name.toLowerCase() === country?.toLowerCase()),
    );
    const iso3 = shown?.iso3 ?? null;
    const shell = await loadShell(steady);
    await opening;
    let said = '';
    const desk = openDesk(steady, press, {
      ...options,
      draft,
      program: await programVersion(program),
      first: iso3,
      onChecked(messages) {
        const text = messages.map(String).join('\n');
        if (text !== said) options.onMessages(messages);
        said = text;
      },
    });
    // The browser is not waited for: what it prints now nobody will see.
    closing.push(async () => {
      await Promise.all([desk.close(), press.close()]);
    });
    const watcher = await watchSources(world.project, () => desk.change());
    closing.push(() => watcher.close());
    // What was saved before the watch began.
    desk.change();
    const server = serverOf(desk, shell);
    const port = await listen(server, first);
    closing.push(async () => {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await ended;
    });
    return { address: `http://127.0.0.1:${port}/${iso3 ?? ''}`, port, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** The same world, which reads each file of an installed package once: they do not change while it runs. */
function withKeptAssets(world: World): World {
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    ...world,
    asset(specifier) {
      const bytes = kept.get(specifier) ?? world.asset(specifier);
      kept.set(specifier, bytes);
      return bytes;
    },
  };
}
