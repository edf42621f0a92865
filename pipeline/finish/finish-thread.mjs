// A worker thread starts with plain JavaScript, because nothing can read TypeScript before.
import { load } from '../compiled.mjs';

await load('finish/finish-thread.ts');
