// Loading: the plan into a database, and whether it is there.
export { loadPlan, planIsLoaded } from './load-plan.js';
export { holdsPlan, isEmpty } from './plan-state.js';
