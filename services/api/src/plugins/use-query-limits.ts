import { GraphQLError, parse, validate, type ParseOptions, type Source } from 'graphql';
import { checkDocument, checkText } from '../document-limits.js';
import { bodyTooLong } from '../json-body.js';
import { limitExceeded } from '../limit-exceeded.js';
import type { ServicePlugin } from '../request-state.js';

// A mistake is compared with all names of the schema, to suggest one; whoever writes makes a few at a time.
const MAX_MISTAKES = 10;

/** Refuses a request that is too large in any way, before what it asks for is validated, with the limit and the cure. */
export function useQueryLimits(): ServicePlugin {
  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult }) {
        if (Array.isArray(requestParserResult)) throw batch(requestParserResult.length);
      },
    }),
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => {
        checkText(typeof source === 'string' ? source : source.body);
        const document = parse(source, options);
        checkDocument(document);
        return document;
      });
    },
    onValidate({ setValidationFn }) {
      setValidationFn((...[schema, document, rules]: Parameters<typeof validate>) =>
        validate(schema, document, rules, { maxErrors: MAX_MISTAKES }),
      );
    },
    onResultProcess(event) {
      const { result } = event;
      if (Array.isArray(result) || Symbol.asyncIterator in result) return;
      // Yoga stops reading at the limit and says so without the figure.
      if (result.errors?.some(({ extensions }) => extensions['code'] === 'REQUEST_ENTITY_TOO_LARGE')) {
        event.setResult({ errors: [bodyTooLong()] });
      }
    },
  };
}

function batch(found: number): GraphQLError {
  return limitExceeded({
    limit: 'batch',
    maximum: 1,
    found,
    sentence: `The body is a list of ${found} operations`,
    cure: 'Send each in a request of its own: connections are kept open.',
    always: true,
  });
}
