import {
  GraphQLError,
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { limitExceeded } from './limit-exceeded.js';

/**
 * How large a document may be. GraphQL's own validation compares each pair of fields that may fall together, so that its time grows with
 * the square of what fragments expand to; these are looked at before, in time that grows with the text.
 *
 * GraphQL Armor counts the same with fragments remembered, but as validation rules: they run beside the comparison that is to be kept
 * short (5,000 repeated fields: 150 ms), do not count what is repeated, and throw texts without a code. So its figures are here and its
 * rules are not.
 */
export const DOCUMENT_LIMITS = {
  /**
   * The longest document of the clients and tests has some hundreds. To take one apart costs memory for each of them, before anything else
   * is known of it.
   */
  tokens: 2_000,
  /** Brackets within brackets. The parser calls itself for each: some thousands end its stack. */
  nesting: 50,
  /** Operations and fragments. */
  definitions: 100,
  directives: 50,
  /** Fields within fields: as deep as the introspection that GraphiQL and code generators send. */
  depth: 15,
  /** Fields in all, fragments filled in. Introspection has 196. */
  fields: 300,
  aliases: 50,
} as const;

/** Throws when a text has too many words, directives or brackets within brackets. What is no GraphQL is left for the parser to say. */
export function checkText(text: string): void {
  // Nearly every document is known to be small enough from its signs alone, and is not taken apart twice.
  if (isSmall(text)) return;
  const lexer = new Lexer(new Source(text));
  let [open, directives] = [0, 0];
  try {
    for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF;) {
      const { kind } = lexer.token;
      tokens += 1;
      if (tokens > DOCUMENT_LIMITS.tokens) throw tooMany('tokens', undefined, 'The document has too many words and signs');
      open += steps[kind] ?? 0;
      if (open > DOCUMENT_LIMITS.nesting) throw tooMany('nesting', undefined, 'The document has too many brackets within brackets');
      if (kind === TokenKind.AT) directives += 1;
    }
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] !== undefined) throw error;
  }
  if (directives > DOCUMENT_LIMITS.directives) throw tooMany('directives', directives, `The document has ${directives} directives`);
}

const steps: Readonly<Partial<Record<TokenKind, number>>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
};

/**
 * Whether a text cannot have as many words, directives or brackets as are refused: each sign, and each beginning of a row of letters and
 * digits, is counted as a word, also in what is quoted.
 */
function isSmall(text: string): boolean {
  let [words, brackets, directives] = [0, 0, 0];
  let withinWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? SIGN;
    if (kind !== LETTER || !withinWord) words += kind === SPACE ? 0 : 1;
    withinWord = kind === LETTER;
    if (kind === BRACKET) brackets += 1;
    else if (kind === DIRECTIVE) directives += 1;
  }
  return words <= DOCUMENT_LIMITS.tokens && brackets <= DOCUMENT_LIMITS.nesting && directives <= DOCUMENT_LIMITS.directives;
}

const [SPACE, LETTER, SIGN, BRACKET, DIRECTIVE] = [0, 1, 2, 3, 4];
// Of each character of ASCII. Only an opening bracket is one: what closes may be quoted, to hide that something opens.
const kinds = Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[\s,]/u.test(sign)) return SPACE;
  if (/\w/u.test(sign)) return LETTER;
  if (/[{[(]/u.test(sign)) return BRACKET;
  return sign === '@' ? DIRECTIVE : SIGN;
});

/** Throws when a document is too large with its fragments filled in, or would never end. */
export function checkDocument(document: DocumentNode): void {
  const definitions = document.definitions.length;
  if (definitions > DOCUMENT_LIMITS.definitions) {
    throw tooMany('definitions', definitions, `The document has ${definitions} operations and fragments`);
  }
  const { depth, fields, aliases } = sizeOf(document);
  if (depth > DOCUMENT_LIMITS.depth) throw tooMany('depth', depth, `The document selects fields ${depth} levels deep`);
  if (fields > DOCUMENT_LIMITS.fields)
    throw tooMany('fields', fields, `With its fragments filled in, the document selects ${fields} fields`);
  if (aliases > DOCUMENT_LIMITS.aliases)
    throw tooMany('aliases', aliases, `With its fragments filled in, the document has ${aliases} aliases`);
}

const cures = {
  tokens: 'Send less in one document: values belong into variables.',
  nesting: 'Write it flatter: values belong into variables.',
  definitions: 'Send what you execute, and the fragments of it.',
  directives: 'Leave out those that change nothing, or ask in several requests.',
  depth: 'Ask for what is deeper in a second request, by its id.',
  fields: 'Ask in several requests.',
  aliases: 'Ask in several requests, or with a filter for many at once.',
} as const;

function tooMany(limit: keyof typeof cures, found: number | undefined, sentence: string): GraphQLError {
  return limitExceeded({
    limit,
    maximum: DOCUMENT_LIMITS[limit],
    ...(found === undefined ? {} : { found }),
    sentence,
    cure: cures[limit],
  });
}

/** What a part of a document comes to, fragments filled in. */
interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
}

const nothing: Size = { depth: 0, fields: 0, aliases: 0 };

// Each fragment is measured once, however often it is spread. What nothing executes is validated too, and so counts.
function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = new FragmentMeasure(fragments);
  let size = nothing;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) size = sum(size, measure.ofSelections(definition.selectionSet));
  }
  for (const name of fragments.keys()) if (!measure.knows(name)) size = sum(size, measure.ofFragment(name));
  return size;
}

class FragmentMeasure {
  readonly #sizes = new Map<string, Size | 'begun'>();

  constructor(readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  knows(name: string): boolean {
    return this.#sizes.has(name);
  }

  ofSelections({ selections }: SelectionSetNode): Size {
    let size = nothing;
    for (const selection of selections) size = sum(size, this.#ofSelection(selection));
    return size;
  }

  ofFragment(name: string): Size {
    const known = this.#sizes.get(name);
    if (known === 'begun') throw withinItself(name);
    if (known !== undefined) return known;
    this.#sizes.set(name, 'begun');
    const fragment = this.fragments.get(name);
    // One that is missing is for validation to say.
    const size = fragment === undefined ? nothing : this.ofSelections(fragment.selectionSet);
    this.#sizes.set(name, size);
    return size;
  }

  #ofSelection(selection: SelectionNode): Size {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
    const { depth, fields, aliases } = selection.selectionSet === undefined ? nothing : this.ofSelections(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return { depth, fields, aliases };
    return { depth: depth + 1, fields: fields + 1, aliases: aliases + (selection.alias === undefined ? 0 : 1) };
  }
}

function sum(one: Size, other: Size): Size {
  return { depth: Math.max(one.depth, other.depth), fields: one.fields + other.fields, aliases: one.aliases + other.aliases };
}

function withinItself(name: string): GraphQLError {
  return new GraphQLError(`Cannot spread fragment "${name}" within itself.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { spec: true, status: 400 } },
  });
}
