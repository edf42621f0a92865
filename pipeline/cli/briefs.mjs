#!/usr/bin/env -S node --single-threaded-gc
// Both cores are busy with documents: garbage is collected between two of them, not beside them, which costs a tenth more.
import { load } from '../compiled.mjs';

await load('cli/main.ts');
