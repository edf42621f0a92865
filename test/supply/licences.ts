import { lockedPackages } from './packages.ts';

// Prints what ships, by licence: `npm run licences`.
const shipped = (await lockedPackages()).filter(({ ships }) => ships);
for (const licence of [...new Set(shipped.map((one) => one.licence))].sort()) {
  const names = shipped
    .filter((one) => one.licence === licence)
    .map(({ name, version }) => `${name} ${version}`);
  process.stdout.write(`${licence} (${names.length})\n  ${[...new Set(names)].join(', ')}\n`);
}
