import type { Checked, Message } from '../messages.ts';
import type { Country, Edition, Hundredths, Scale, ScoreRow, SourceFile } from '../model.ts';
import { readCountryRows, type CountryRows } from './country-rows.ts';
import { readScore } from './score-cell.ts';

/** Reads the scores of an edition: a row a country, a column an indicator of the edition, no cell empty. */
export function readScores(
  file: SourceFile,
  edition: Edition,
  scale: Scale,
  countries: ReadonlyMap<string, Country> | null,
): Checked<CountryRows<ScoreRow> | null> {
  return readCountryRows(file, edition.indicators, countries, (iso3, cells, line) => {
    const scores = new Map<string, Hundredths>();
    const messages: Message[] = [];
    for (const indicator of edition.indicators) {
      const cell = cells.get(indicator);
      if (!cell) continue;
      const { value, messages: problems } = readScore(file.path, indicator, cell, scale);
      if (value !== null) scores.set(indicator, value);
      messages.push(...problems);
    }
    return { value: { iso3, scores, path: file.path, line }, messages };
  });
}
