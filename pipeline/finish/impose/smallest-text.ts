import { PDFDict, PDFRawStream, type PDFContext } from 'pdf-lib';
import { numbersIn, operator, text } from '../content.ts';
import { identity, matrixIn, multiply, type Matrix } from '../matrix.ts';
import { contentIn } from '../streams.ts';
import { dictEntry, name, nameEntry, resolve } from '../tree.ts';
import { numbersOf } from './page-box.ts';
import { visitContent } from './page-content.ts';

const op = {
  q: operator('q'),
  Q: operator('Q'),
  cm: operator('cm'),
  BT: operator('BT'),
  Tf: operator('Tf'),
  Tm: operator('Tm'),
  Tr: operator('Tr'),
  Do: operator('Do'),
} as const;
const showing: ReadonlySet<number> = new Set(['Tj', 'TJ', "'", '"'].map(operator));
/** Text that is not painted, such as the words below a scan (ISO 32000-1, 9.3.6). */
const invisible = [3, 7];

/** What `q` saves of what is needed here. */
interface State {
  readonly space: Matrix;
  readonly size: number;
  readonly mode: number;
}

/**
 * The height of the smallest text that content shows, its forms included, in the units of the content: size of the
 * font by text matrix by transformation (9.4.4). Null where it shows none. `known` holds the forms that were read.
 */
export function smallestText(
  content: Uint8Array,
  resources: PDFDict | null,
  context: PDFContext,
  known = new Map<PDFRawStream, number | null>(),
): number | null {
  const saved: State[] = [];
  let state: State = { space: identity, size: 0, mode: 0 };
  let line = identity;
  let smallest = Infinity;
  const pictures = resources && dictEntry(context, resources, 'XObject');
  visitContent(content, (code, operands, start) => {
    if (code === op.q) saved.push(state);
    else if (code === op.Q) state = saved.pop() ?? state;
    else if (code === op.cm)
      state = { ...state, space: multiply(matrixIn(content, operands, start), state.space) };
    else if (code === op.BT) line = identity;
    else if (code === op.Tm) line = matrixIn(content, operands, start);
    else if (code === op.Tr) state = { ...state, mode: numbersIn(content, operands, start)[0] ?? 0 };
    else if (code === op.Tf)
      state = { ...state, size: Number(text(content, operands, start).trim().split(/\s+/).at(-1)) };
    else if (showing.has(code) && !invisible.includes(state.mode)) {
      const height = Math.abs(state.size) * heightBy(multiply(line, state.space));
      if (height > 0) smallest = Math.min(smallest, height);
    } else if (code === op.Do && pictures) {
      const key = text(content, operands, start).trim().slice(1);
      const form = resolve(context, pictures.get(name(key)));
      if (!(form instanceof PDFRawStream) || nameEntry(context, form.dict, 'Subtype') !== 'Form')
        return undefined;
      let inside = known.get(form);
      if (inside === undefined) {
        // A form that shows itself is a fault of the file; no reader follows it.
        known.set(form, null);
        const own = dictEntry(context, form.dict, 'Resources') ?? resources;
        inside = smallestText(contentIn(context, form), own, context, known);
        known.set(form, inside);
      }
      const [a = 1, b = 0, c = 0, d = 1] = numbersOf(context, form.dict.get(name('Matrix')));
      if (inside !== null)
        smallest = Math.min(smallest, inside * heightBy(multiply([a, b, c, d, 0, 0], state.space)));
    }
    return undefined;
  });
  return smallest === Infinity ? null : smallest;
}

/** By how much a transformation stretches what is upright. */
function heightBy([, , c, d]: Matrix): number {
  return Math.hypot(c, d);
}
