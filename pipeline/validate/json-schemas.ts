import { z } from 'zod';
import { editionSchema, frontMatterSchema, indexSchema, labelsSchema } from './schemas.ts';

const schemas = {
  index: { title: 'data/index.yaml', schema: indexSchema },
  edition: { title: 'data/editions/<edition>.yaml', schema: editionSchema },
  labels: { title: 'data/labels/<language>.yaml', schema: labelsSchema },
  'front-matter': {
    title: 'Front matter of data/narratives/<edition>/<ISO3>.<language>.md',
    schema: frontMatterSchema,
  },
};

/**
 * The forms of the YAML files as JSON Schema (draft 2020-12), by path: editors that read the modeline of a file
 * complete its keys and mark what is wrong.
 */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { title, schema }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
      return [
        `data/schemas/${name}.schema.json`,
        `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`,
      ];
    }),
  );
}
