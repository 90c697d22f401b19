import { getNamedType, isInputObjectType, isNonNullType, type GraphQLField, type GraphQLInputType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema.js';

const mutations = Object.values(schema.getMutationType()!.getFields());

/** Every argument of a mutation and every field of its inputs, however deep. */
function inputsOf({ args }: GraphQLField<unknown, unknown>): { readonly name: string; readonly type: GraphQLInputType }[] {
  const below = (type: GraphQLInputType, above: readonly string[]): { name: string; type: GraphQLInputType }[] => {
    const input = getNamedType(type);
    if (!isInputObjectType(input) || above.includes(input.name)) return [];
    return Object.values(input.getFields()).flatMap((field) => [field, ...below(field.type, [...above, input.name])]);
  };
  return args.flatMap((argument) => [argument, ...below(argument.type, [])]);
}

const versionsOf = (mutation: GraphQLField<unknown, unknown>) => inputsOf(mutation).filter(({ name }) => /version$/iu.test(name));

// These enter records, and change nothing that somebody else may have revised meanwhile.
const entering = [
  'addActor addContactPoint addDepartment addDivision addOtherName addPolicyTask addProgramme answerOpinions',
  'assessStakeholder createPost declareFigure declareHolidays dismissDuplicate establishBody hearOpinion',
  'issueApiKey linkAccount logEngagement logEngagements makeCommitment openReviewRound payDues planAppointment planMeeting',
  'planSession recordBudget recordHeldMeeting recordProposal recordProposalOutcome recordProposalReply',
  'recordReview recordSource recordStance registerForSession registerStakeholder reraiseProposal startMembership',
  'takeOnJointTask',
].flatMap((line) => line.split(' '));

const ENTERS_A_CORRECTION = 'What is corrected is history and stays as it is; a constraint permits one correction of it.';
const ENDS_WHAT_RUNS = 'Ends what holds and enters what follows: of two that do so at once a constraint or a lock refuses the other.';
const TAKES_AWAY = 'Takes away a record that is entered and taken away but never revised: there is nothing in it to overwrite.';

const unversioned: Readonly<Record<string, string>> = {
  assignRelationshipManager: ENDS_WHAT_RUNS,
  setRotation: ENDS_WHAT_RUNS,
  setSeatQuota: ENDS_WHAT_RUNS,
  correctReview: ENTERS_A_CORRECTION,
  correctStance: ENTERS_A_CORRECTION,
  retractStance: ENTERS_A_CORRECTION,
  reopenDuplicate: TAKES_AWAY,
  unlinkAccount: TAKES_AWAY,
  withdrawFeedback: TAKES_AWAY,
  withdrawHoliday: TAKES_AWAY,
  cancelRegistration: 'Who drops out does so whether they have moved up meanwhile or not.',
  performTurn: 'Takes the fingerprint of its preview, which has the version of every record in it.',
  reassignCommitments: 'Hands over whatever is open at that moment, and overwrites nothing but the owner.',
  recordSessionAttendance: 'Several members of staff record at the doors, each for other people.',
  revokeApiKey: 'A key that is to open nothing opens nothing, whoever changed it meanwhile.',
  rotateApiKey: 'Enters a key beside the one that it takes the place of, which ends no later than it would have.',
  scanDuplicates: 'Reckons anew from what is there, and nobody revises what it finds.',
  undoMerge: 'Restores what was moved, keeps what was revised since, and refuses where a later merge builds on it.',
  unmask: 'Changes nothing.',
};

test('whatever changes a record says on which version it is based, or why it does not', () => {
  const without = mutations.filter((mutation) => versionsOf(mutation).length === 0).map(({ name }) => name);
  expect(without.toSorted()).toEqual([...entering, ...Object.keys(unversioned)].toSorted());
});

test('a version is never left out', () => {
  const optional = mutations.flatMap((mutation) =>
    versionsOf(mutation)
      .filter(({ type }) => !isNonNullType(type))
      .map(({ name }) => `${mutation.name}: ${name}`),
  );
  expect(optional).toEqual([]);
  expect(mutations.filter((mutation) => versionsOf(mutation).length > 0).map(({ name }) => name)).toContain('mergePolicyTasks');
});

test('every mutation takes an idempotency key, but those whose answer is kept nowhere', () => {
  const without = mutations.filter(({ args }) => args.every(({ name }) => name !== 'idempotencyKey'));
  expect(without.map(({ name }) => name).toSorted()).toEqual(['issueApiKey', 'rotateApiKey', 'unmask']);
});
