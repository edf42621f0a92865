// Makes PDFs of documents in one process, with one compiler. Arguments: folder of the packages, folder of the documents,
// standard, names of the documents.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages = '', workspace = '', pdfStandard = '', ...names] = process.argv.slice(2);
const { NodeCompiler } = createRequire(join(packages, 'package.json'))(
  '@myriaddreamin/typst-ts-node-compiler',
);
const fontArgs = [{ fontPaths: [join(workspace, 'fonts')] }];
const compiler = NodeCompiler.create({ workspace, fontArgs });
for (const name of names) {
  const mainFileContent = await readFile(join(workspace, `${name}.typ`), 'utf8');
  await writeFile(join(workspace, `${name}.pdf`), compiler.pdf({ mainFileContent }, { pdfStandard }));
  // What documents share stays, what belongs to one goes: memory does not grow, and it is no slower.
  compiler.evictCache(2);
}
