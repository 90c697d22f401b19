import { executeCompiled } from '@pcrm/graphql';
import type { ServicePlugin } from '../request-state.js';

/**
 * Answers each query that has a statement by it, and everything else by the resolvers. It stands before all plugins that wrap what executes,
 * so that they wrap both; and like the resolvers it runs only once the limits, the cost and whatever else comes before execution have passed.
 */
export function useCompiledLane(): ServicePlugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(executeCompiled(executeFn));
    },
  };
}
