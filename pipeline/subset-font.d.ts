declare module 'subset-font' {
  /** Keeps the glyphs that a text needs. The package carries no types of its own. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'woff2' | 'truetype'; readonly keepFeatures: readonly string[] },
  ): Promise<Buffer>;
}
