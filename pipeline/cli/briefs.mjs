#!/usr/bin/env node
// Lets Node read TypeScript, then hands over to main.ts. Plain JavaScript, because nothing can read TypeScript before.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
