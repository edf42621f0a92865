import type { Manifest } from '../manifest.ts';
import { warning, type Message } from '../messages.ts';
import type { Document } from '../model.ts';
import { outputFolder } from '../output.ts';

/** Products that are made only when they are asked for: a run that was not asked does not miss their data. */
const onRequest = /\.(press|booklet|booklet-pages)$/;

/** A document in another form is there as long as the document is: in black alone, for another paper. */
const formless = (path: string): string => path.replace(/(\.(letter|grey))+$/, '');
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Outputs of earlier runs whose documents are no more; `documents` must be all that the data holds. Nothing removes them but `clean`. */
export function leftOver(manifest: Manifest, documents: readonly Document[]): readonly Message[] {
  const paths = new Set(documents.map(({ path }) => formless(path)));
  const folders = new Set(documents.map(({ path }) => folderOf(path)));
  return [...manifest]
    .filter(([path]) => !paths.has(formless(path)))
    .filter(([path]) => !(onRequest.test(formless(path)) && folders.has(folderOf(path))))
    .flatMap(([, { outputs }]) => outputs)
    .map(({ path }) =>
      warning('plan:left-over', 'Unexpected output of a document that the data no longer holds', {
        path: `${outputFolder}/${path}`,
        hint: 'remove it by hand, or run "briefs clean" and build again',
      }),
    );
}
