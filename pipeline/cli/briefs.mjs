#!/usr/bin/env node
import { load } from '../compiled.mjs';

await load('cli/main.ts');
