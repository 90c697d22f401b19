import { expect, test } from 'vitest';
import { eventNameOf } from './event-name.js';

test.each([
  ['logEngagement', 'engagementLogged'],
  ['correctEngagement', 'engagementCorrected'],
  ['planMeeting', 'meetingPlanned'],
  ['holdMeeting', 'meetingHeld'],
  ['setAgenda', 'agendaSet'],
  ['payDues', 'duesPaid'],
  ['makeCommitment', 'commitmentMade'],
  ['changePolicyTaskStatus', 'policyTaskStatusChanged'],
  ['splitPolicyTask', 'policyTaskSplit'],
  ['undoMerge', 'mergeUndone'],
  ['withdrawFeedback', 'feedbackWithdrawn'],
  ['addContactPoint', 'contactPointAdded'],
  ['revokeApiKey', 'apiKeyRevoked'],
  ['registerForSession', 'sessionRegistered'],
  ['registerStakeholder', 'stakeholderRegistered'],
  ['takeOnJointTask', 'jointTaskTakenOn'],
  ['notifyStakeholder', 'stakeholderNotified'],
  ['scanDuplicates', 'duplicatesScanned'],
  ['reopenDuplicate', 'duplicateReopened'],
  ['mergeStakeholders', 'stakeholdersMerged'],
])('%s leaves %s', (command, event) => {
  expect(eventNameOf(command)).toBe(event);
});
