// Makes PDFs of documents in one process. Arguments: folder of the packages, folder of the documents, their names.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages = '', work = '', ...names] = process.argv.slice(2);
const { NodeCompiler } = createRequire(join(packages, 'package.json'))(
  '@myriaddreamin/typst-ts-node-compiler',
);
const compiler = NodeCompiler.create();
for (const name of names) {
  const mainFileContent = await readFile(join(work, `${name}.typ`), 'utf8');
  await writeFile(join(work, `${name}.pdf`), compiler.pdf({ mainFileContent }));
}
