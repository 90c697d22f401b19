import type { PcrmAs } from '@pcrm/core';
import type { TestPcrm } from '@pcrm/core/testing';

type Input<Name extends 'recordStance' | 'makeCommitment' | 'planSession' | 'logEngagement'> = Partial<Parameters<PcrmAs[Name]>[0]>;

async function idOf(made: Promise<{ readonly id: string }>): Promise<string> {
  return (await made).id;
}

/** Makes a record of its own at each call, at version 1, and gives its id as the database has it. */
export type Records = ReturnType<typeof recordsOf>;

/** What makes records for examples, on the day on which tests play. */
export function recordsOf(t: TestPcrm) {
  const { admin } = t;
  let count = 0;
  const next = () => (count += 1);
  const person = () => idOf(admin.registerStakeholder({ kind: 'PERSON', name: `박종렬 ${next()}`, categories: ['CITY_COUNCIL'] }));
  const organization = () =>
    idOf(admin.registerStakeholder({ kind: 'ORGANIZATION', name: `인천광역시의회 ${next()}`, categories: ['CITY_COUNCIL'] }));
  const body = async () => {
    const organizationId = await organization();
    return idOf(admin.establishBody({ organizationId, kind: 'CONSULTATIVE_BODY', chairBasis: 'ROTATION' }));
  };
  const source = () => idOf(admin.recordSource({ title: '2013 주요업무계획' }));
  const department = () => idOf(admin.addDepartment({ name: `소통협력담당관실 ${next()}` }));
  const actor = async () => idOf(admin.addActor({ kind: 'STAFF', name: `김민원 ${next()}`, role: 'STAFF', departmentId: t.departmentId }));
  const policyTask = async (bodyId?: string) =>
    idOf(
      admin.addPolicyTask({
        number: next(),
        title: `광역버스 증차 ${count}`,
        origin: 'AGREED',
        status: 'MAINTAINED',
        on: '2012-03',
        reason: '합의',
        bodyId,
      }),
    );
  const post = async (organizationId: string) => idOf(admin.createPost({ organizationId, title: '시의원', capacity: 1 }));
  return {
    person,
    organization,
    body,
    source,
    department,
    actor,
    policyTask,
    post,
    ...contactRecords(t, person),
    ...meetingRecords(t, { body, policyTask, person, organization, source }),
    ...programmeRecords(t, person),
    ...moneyRecords(t, { body, organization }),
  };
}

function contactRecords({ admin }: TestPcrm, person: () => Promise<string>) {
  const engagement = async (more: Input<'logEngagement'> = {}) =>
    idOf(
      admin.logEngagement({
        occurredAt: '2012-12-11T10:00:00+09:00',
        channel: 'VISIT',
        direction: 'OUTBOUND',
        subject: '예산 설명',
        stakeholderIds: [await person()],
        ...more,
      }),
    );
  const appointment = async (startsAt: string) =>
    idOf(admin.planAppointment({ channel: 'VISIT', stakeholderIds: [await person()], startsAt, subject: '예산 설명' }));
  const commitment = async (more: Input<'makeCommitment'> = {}) => {
    const stakeholderId = await person();
    const engagementId = await engagement({ stakeholderIds: [stakeholderId] });
    const promise = { direction: 'OURS', stakeholderId, engagementId, text: '자료를 보낸다', due: '2012-12-20' } as const;
    return idOf(admin.makeCommitment({ ...promise, ...more }));
  };
  return { engagement, appointment, commitment };
}

type Makers = Readonly<Record<'body' | 'policyTask' | 'person' | 'organization' | 'source', () => Promise<string>>>;

function meetingRecords({ admin }: TestPcrm, { body, policyTask, person, organization, source }: Makers) {
  return {
    plannedMeeting: async () => idOf(admin.planMeeting({ bodyId: await body(), kind: 'REGULAR', planned: '2012-12' })),
    heldMeeting: async () => idOf(admin.recordHeldMeeting({ bodyId: await body(), kind: 'REGULAR', held: '2012-12-01' })),
    membership: async () =>
      idOf(
        admin.startMembership({
          organizationId: await body(),
          memberId: await person(),
          role: 'MEMBER',
          basis: 'APPOINTED',
          from: '2012-01',
        }),
      ),
    reviewRound: async (bodyId: string, part = 1) => idOf(admin.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part })),
    review: async (roundId: string, policyTaskId: string) =>
      idOf(admin.recordReview({ roundId, policyTaskId, grade: 'ON_TRACK', progress: 40 })),
    proposal: async (addresseeIds: string[] = []) =>
      idOf(admin.recordProposal({ title: '지방재정 확충', on: '2012-03-15', status: 'SUBMITTED', bodyId: await body(), addresseeIds })),
    draftedProposal: async () =>
      idOf(admin.recordProposal({ title: '지방재정 확충', on: '2012-03-15', status: 'DRAFT', bodyId: await body() })),
    jointTask: async () => {
      const partners = [{ partnerId: await organization(), role: 'LEAD' as const }];
      return idOf(admin.takeOnJointTask({ policyTaskId: await policyTask(), bodyId: await body(), from: '2012-03', partners }));
    },
    stance: async (more: Input<'recordStance'> = {}) =>
      idOf(
        admin.recordStance({
          stakeholderId: await organization(),
          policyTaskId: await policyTask(),
          position: 'SUPPORTS',
          confidence: 'STATED',
          heldFrom: '2012-11',
          quotation: '찬성한다',
          sourceId: await source(),
          ...more,
        }),
      ),
    merge: async () => {
      const [keepId, mergeId] = [await person(), await person()];
      return idOf(admin.mergeStakeholders({ keepId, keepVersion: 1, mergeId, mergeVersion: 1, reason: '같은 사람' }));
    },
    dismissal: async () => idOf(admin.dismissDuplicate({ firstId: await person(), secondId: await person(), reason: '이름만 같은 사람' })),
  };
}

function programmeRecords({ admin }: TestPcrm, person: () => Promise<string>) {
  const programme = () => idOf(admin.addProgramme({ name: '시민 소통 포럼', kind: 'FORUM' }));
  const session = async (more: Input<'planSession'> = {}) =>
    idOf(
      admin.planSession({ programmeId: await programme(), title: '제1회', startsAt: '2012-12-20T10:00:00+09:00', capacity: 30, ...more }),
    );
  const pastSession = () => session({ startsAt: '2012-12-12T10:00:00+09:00' });
  const heldSession = async () => idOf(admin.holdSession({ id: await pastSession(), version: 1, held: '2012-12-12' }));
  const opinion = async () =>
    idOf(
      admin.hearOpinion({
        sessionId: await heldSession(),
        stakeholderIds: [await person()],
        subject: '버스 노선',
        occurredAt: '2012-12-12T10:00:00+09:00',
      }),
    );
  return { programme, session, pastSession, heldSession, opinion };
}

function moneyRecords({ admin }: TestPcrm, { body, organization }: Pick<Makers, 'body' | 'organization'>) {
  /** A budget with a line for the dues of a body, the payment of them, and their ids. */
  const dues = async () => {
    const [duesBodyId, payerId] = [await body(), await organization()];
    const lines = [
      { name: '협의회 분담금', amount: 3_000, duesBodyId },
      { name: '사무국 운영', amount: 500 },
    ];
    const budget = { organizationId: payerId, year: 2012, unit: 'THOUSAND_KRW', total: 5_000, lines } as const;
    const { id: budgetId, lines: recorded } = await admin.recordBudget({ ...budget, lines: [...lines] });
    const paid = { bodyId: duesBodyId, payerId, year: 2012, amount: 3_000, unit: 'THOUSAND_KRW', paidOn: '2012-03-02' } as const;
    const { id: paymentId } = await admin.payDues(paid);
    return { budgetId, duesBodyId, lineId: recorded[0]?.id ?? '', otherLineId: recorded[1]?.id ?? '', paymentId };
  };
  return { dues };
}
