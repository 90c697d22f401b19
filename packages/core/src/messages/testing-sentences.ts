import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseSync, visitorKeys, type Node } from 'oxc-parser';
import type { Sentences } from './translation.js';

/** A text of several words in a source, with a numbered place for each value: `A page has 1 to {0} rows.` */
export interface SourceText {
  readonly text: string;
  /** File and line. */
  readonly at: string;
  /** Whether it stands where refusals are made: then it is told to people, whatever it looks like. */
  readonly refuses: boolean;
}

// What makes refusals, of whatever package. A text of several words that it is given is told to people.
const refusers = new Set(
  'InvalidInput.at Conflict CannotOpen GraphQLError addProblem refine check badRequest limitExceeded rateLimited notRegistered tooMany'.split(
    ' ',
  ),
);

// What rules and refusals have their sentences under.
const refusalKeys = new Set(['error', 'message', 'sentence', 'cure']);

// What is thrown as an ordinary error is a fault, which is masked; what describes something refuses nothing; and what is wrong with a
// command line is told by its parser, in its words.
const otherCalls = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'description',
  'option',
  'command',
  'argument',
  'describedEnum',
  'showHelpAfterError',
  'InvalidArgumentError',
]);
const otherKeys = new Set(['description', 'help']);

/** What a package's sentences are compared with. */
export interface Catalogue {
  /** The sources of the package. */
  readonly folder: string;
  /** Where its own Korean is, as it is told to whoever has to add to it. */
  readonly where: string;
  readonly own: Sentences;
  /** The English that packages below have Korean for. */
  readonly below?: readonly Sentences[];
  /** Files whose sentences refuse nothing, by the end of their path, and whom they are for. */
  readonly notTold?: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the Korean of a package, a line each that says what to do: an English sentence without it, Korean of which there is no
 * English any more, and Korean that loses a value.
 */
export async function complaintsAbout({ folder, where, own, below = [], notTold = {} }: Catalogue): Promise<string[]> {
  const texts = await textsOf(folder);
  const known = new Set([own, ...below].flatMap((sentences) => Object.keys(sentences)));
  const schema = await readFile(new URL('../../../graphql/schema.graphql', import.meta.url), 'utf8');
  const isTold = ({ text, at, refuses }: SourceText) =>
    !Object.keys(notTold).some((file) => at.includes(`/${file}:`)) && (refuses || (/^[A-Z{`].*\.$/su.test(text) && !schema.includes(text)));
  const said = new Set(texts.map(({ text }) => text));
  return [
    ...texts
      .filter((text) => isTold(text) && !known.has(text.text))
      .map(({ text, at }) => `${at} has no Korean. Add to ${where}: ${JSON.stringify(text)}: '…',`),
    ...Object.keys(own)
      .filter((english) => !said.has(english))
      .map((english) => `No source says ${JSON.stringify(english)} any more. Take it out of ${where}, or give its Korean the new English.`),
    ...Object.entries(own).flatMap(([english, korean]) => complaintsAboutPair(english, korean)),
  ];
}

function complaintsAboutPair(english: string, korean: string): string[] {
  const pair = JSON.stringify(english);
  return [
    ...(placesOf(english).join() === placesOf(korean).join()
      ? []
      : [`The Korean of ${pair} has other places: every {0} stands in both once.`]),
    ...(/\}\{/u.test(english) ? [`In ${pair} nothing stands between two values, so that nobody can tell them apart.`] : []),
    ...(/\p{Script=Hangul}/u.test(korean) ? [] : [`The Korean of ${pair} is no Korean.`]),
  ];
}

function placesOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\d)(?::\w+)?\}/gu)].map(([, place = '']) => place).toSorted();
}

// Which argument of these is the name of a record or the word for it.
const namers: Readonly<Record<string, number>> = { NotFound: 0, StaleVersion: 0, unknownId: 1 };

/** Every name of a record, and every word for one, that refusals in the sources of a folder are given. */
export async function recordNamesOf(folder: string): Promise<string[]> {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const name = node.arguments[namers[nameOf(node.callee)] ?? -1];
      if (name?.type === 'Literal' && typeof name.value === 'string') names.add(name.value);
    }
    childrenOf(node).forEach(visit);
  };
  for (const { source, file } of await sourcesOf(folder)) parseSync(file, source).program.body.forEach(visit);
  return [...names];
}

/** Every text of several words in the sources of a folder, but for tests and the Korean itself. */
async function textsOf(folder: string): Promise<SourceText[]> {
  return (await sourcesOf(folder)).flatMap(({ source, file }) => textsIn(source, file));
}

const noSource = /\.(?:test|test-d|d)\.ts$|(?:^|\/)(?:testing|measure|messages\/|korean)|generated\//u;

async function sourcesOf(folder: string): Promise<{ readonly file: string; readonly source: string }[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts') && !noSource.test(file));
  return Promise.all(
    files.toSorted().map(async (name) => {
      const file = join(folder, name);
      return { file: relative(process.cwd(), file), source: await readFile(file, 'utf8') };
    }),
  );
}

/** Every text of several words in a source. */
export function textsIn(source: string, file: string): SourceText[] {
  const texts: SourceText[] = [];
  const visit = (node: Node, refuses: boolean): void => {
    for (const text of textsOfLiteral(node)) {
      if (/\s/u.test(text) && /[a-z]/iu.test(text))
        texts.push({ text, at: `${file}:${source.slice(0, node.start).split('\n').length}`, refuses });
    }
    for (const child of childrenOf(node)) {
      const meaning = meaningOf(node, child);
      if (meaning !== 'OTHER') visit(child, refuses || meaning === 'REFUSES');
    }
  };
  for (const statement of parseSync(file, source).program.body) visit(statement, false);
  return texts;
}

function meaningOf(node: Node, child: Node): 'REFUSES' | 'OTHER' | undefined {
  // A tag makes SQL of a text.
  if (node.type === 'ImportDeclaration' || node.type === 'TaggedTemplateExpression') return 'OTHER';
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    if (child === node.callee) return undefined;
    const name = nameOf(node.callee);
    if (otherCalls.has(name)) return 'OTHER';
    return refusers.has(name) ? 'REFUSES' : undefined;
  }
  if (node.type === 'Property') {
    const key = node.key.type === 'Identifier' ? node.key.name : '';
    if (otherKeys.has(key)) return 'OTHER';
    return refusalKeys.has(key) && child === node.value ? 'REFUSES' : undefined;
  }
  return /^TS.*(?:Type|Interface|Enum)/u.test(node.type) ? 'OTHER' : undefined;
}

function nameOf(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return '';
  const { name } = callee.property;
  return name === 'at' ? `${nameOf(callee.object)}.at` : name;
}

function childrenOf(node: Node): Node[] {
  const parts = (visitorKeys[node.type] ?? []).map((key) => (node as unknown as Record<string, Node | Node[] | null>)[key]);
  return parts.flat().filter((part): part is Node => part != null);
}

/** The texts of a literal: several, where a value in it is a choice between words. */
function textsOfLiteral(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type !== 'TemplateLiteral') return [];
  let texts = [''];
  let places = 0;
  for (const [index, { value }] of node.quasis.entries()) {
    const expression = node.expressions[index];
    const words = expression === undefined ? [''] : (wordsOf(expression) ?? [`{${places++}}`]);
    texts = texts.flatMap((text) => words.map((word) => text + (value.cooked ?? '') + word));
  }
  return texts;
}

function wordsOf(expression: Node): string[] | undefined {
  if (expression.type !== 'ConditionalExpression') return undefined;
  const choices = [expression.consequent, expression.alternate].flatMap((choice) =>
    choice.type === 'Literal' ? [String(choice.value)] : [],
  );
  return choices.length === 2 ? choices : undefined;
}
