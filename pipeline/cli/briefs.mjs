#!/usr/bin/env -S node --single-threaded-gc --initial-old-space-size=200
// Both cores are busy with documents: garbage is collected between two of them, not beside them, which costs a tenth more.
// Memory may grow to 200 MB before all of it is looked through, which costs a fiftieth otherwise.
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { load } from '../compiled.mjs';

// A run is short: what is compiled to machine code before it has run for long costs more than it saves, a tenth of one document.
setFlagsFromString('--interrupt-budget=400000');
// As above, for the thread that finishes (finish/finisher.ts) when this was started without flags. Node refuses code that was
// kept under other flags: all are set before.
setFlagsFromString('--initial-old-space-size=200');
await load('cli/main.ts', process.argv[2]);
