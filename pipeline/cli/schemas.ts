import process from 'node:process';
import { diskAt } from '../disk.ts';
import { schemaFiles } from '../validate/json-schemas.ts';

// `npm run schemas`: writes data/schemas anew, after a change in pipeline/validate/schemas.ts.
const project = diskAt(process.cwd());
for (const [path, text] of schemaFiles()) await project.write(path, new TextEncoder().encode(text));
