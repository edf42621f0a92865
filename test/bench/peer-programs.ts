import { join } from 'node:path';
import { briefsCommand } from '../support/commands.ts';

/** The edition that has narratives. */
export const edition = '2025';

/** A document that all make: its name in the folder of work, its country, its path below output/. */
export interface Brief {
  readonly name: string;
  readonly iso3: string;
  readonly path: string;
}

export interface Place {
  /** A whole project with made-up data. */
  readonly project: string;
  /** The documents as HTML and for Typst, and the PDFs of the peers. */
  readonly work: string;
  readonly packages: string;
  readonly browser: string;
  /** How many briefs the project has. */
  readonly all: number;
}

type Command = readonly string[];

/** A program that makes PDFs. */
export interface Peer {
  readonly name: string;
  /** Packages of npm that the bench installs; [] for a program of the system. */
  readonly packages: readonly string[];
  /** What runs beside each other, and in each of these one command after the other. */
  readonly runs: (briefs: readonly Brief[], at: Place) => readonly (readonly Command[])[];
  readonly pdf: (brief: Brief, at: Place) => string;
}

const program = (at: Place, path: string): string => join(at.packages, 'node_modules', path);
const pdf: Peer['pdf'] = ({ name }, { work }) => join(work, `${name}.pdf`);
const halves = <Item>(list: readonly Item[]): readonly (readonly Item[])[] =>
  [0, 1].map((half) => list.filter((_, i) => i % 2 === half)).filter((one) => one.length > 0);

/** A peer that is started for each document, in two processes at once. */
function each(
  name: string,
  packages: readonly string[],
  command: (html: string, pdf: string, at: Place) => Command,
): Peer {
  const one = (brief: Brief, at: Place): Command =>
    command(join(at.work, `${brief.name}.html`), pdf(brief, at), at);
  const runs: Peer['runs'] = (briefs, at) =>
    halves(briefs).map((half) => half.map((brief) => one(brief, at)));
  return { name, packages, runs, pdf };
}

/** Typst keeps one compiler in each of two processes. Its binding for Node takes one standard for a file, not two. */
function typst(name: string, standard: string): Peer {
  const batch = join(import.meta.dirname, 'typst/batch.mjs');
  return {
    name,
    packages: ['@myriaddreamin/typst-ts-node-compiler@0.7.0'],
    runs: (briefs, at) =>
      halves(briefs.map((brief) => brief.name)).map((names) => [
        [process.execPath, batch, at.packages, at.work, standard, ...names],
      ]),
    pdf,
  };
}

/** The pipeline as a command, cold, with two browsers. */
export const own: Peer = {
  name: 'briefs',
  packages: [],
  runs: (briefs, { project, all }) => [
    [
      [
        ...briefsCommand,
        'build',
        ...(briefs.length === all ? [] : briefs.map(({ iso3 }) => iso3)),
        ...['--edition', edition, '--product', 'brief', '--format', 'pdf'],
        ...['--jobs', '2', '--force', '--project', project],
      ],
    ],
  ],
  pdf: ({ path }, { project }) => join(project, 'output', `${path}.pdf`),
};

export const peers: readonly Peer[] = [
  each('WeasyPrint', [], (html, to) => ['weasyprint', '-q', html, to]),
  each('pagedjs-cli', ['pagedjs-cli'], (html, to, at) => [
    ...[process.execPath, program(at, 'pagedjs-cli/src/cli.js')],
    ...[html, '--browserArgs', '--no-sandbox', '-o', to],
  ]),
  each('Vivliostyle', ['@vivliostyle/cli'], (html, to, at) => [
    ...[process.execPath, program(at, '@vivliostyle/cli/dist/cli.js'), 'build', html],
    ...['--single-doc', '--log-level', 'silent', '--executable-browser', at.browser, '-o', to],
  ]),
  typst('Typst UA-1', 'ua-1'),
  typst('Typst A-3a', 'a-3a'),
];
