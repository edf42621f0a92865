/** Characters that mean something to Typst. */
const escape = (text: string): string => text.replace(/[\\#$*_`<>@[\]~=/-]/g, '\\$&');

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

const words = (html: string): string =>
  escape(
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ' ')
      .replace(/&#x?\w+;/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

/** The words and tables of a page in the markup of Typst, set in two columns; its charts are left out. */
export function typstOf(html: string, title: string): string {
  const out = [
    `#set document(title: "${title.replace(/["\\]/g, '')}")`,
    '#set page(paper: "a4", margin: 18mm, columns: 2, numbering: "1")',
    '#set text(size: 9.5pt, lang: "en", hyphenate: true)',
    '#set par(justify: false)',
  ];
  const plain = html.replace(/<svg[\s\S]*?<\/svg>/g, '');
  const blocks = /<h([1-6])[^>]*>([\s\S]*?)<\/h\1>|<(p|li)\b[^>]*>([\s\S]*?)<\/\3>|<table[\s\S]*?<\/table>/g;
  for (const [whole, level, heading = '', , text] of plain.matchAll(blocks)) {
    if (level !== undefined) out.push(`\n${'='.repeat(Number(level))} ${words(heading)}\n`);
    else if (text !== undefined) out.push(`\n${words(text)}\n`);
    else out.push(tableOf(whole));
  }
  return out.join('\n');
}

function tableOf(html: string): string {
  const rows = [...html.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => words(cell)),
  );
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.flatMap((row) => [
    ...row.map((cell) => `[${cell}]`),
    ...Array.from({ length: columns - row.length }, () => '[]'),
  ]);
  return `#table(columns: ${columns}, ${cells.join(', ')})`;
}
