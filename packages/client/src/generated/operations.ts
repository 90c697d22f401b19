/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Kinds of body. */
export type BodyKind =
  /** 위원회: a body of persons with a legal basis. */
  | 'COMMITTEE'
  /** 협의체: an organization of organizations. */
  | 'CONSULTATIVE_BODY';

/** A unit of the calendar in Korea. */
export type CalendarUnit =
  /** 일 */
  | 'DAY'
  /** 월 */
  | 'MONTH'
  /** 분기 */
  | 'QUARTER'
  /** 주: from Monday on. */
  | 'WEEK'
  /** 연 */
  | 'YEAR';

/** In which way a chair has nobody. */
export type ChairGapKind =
  /** The term ends before the next meeting that is planned, and nobody is known who would chair it. */
  | 'ENDS_BEFORE_NEXT_MEETING'
  /** Nobody is recorded ever to have had this chair. */
  | 'NEVER_TAKEN'
  /** The chair belongs to a post of which no holder is recorded. */
  | 'POST_VACANT'
  /** The last term in this chair ended, and nobody has it. */
  | 'TERM_ENDED';

/** Who promised. */
export type CommitmentDirection =
  /** 우리가 한 약속 */
  | 'OURS'
  /** 상대가 한 약속 */
  | 'THEIRS';

/** What is checked of a committee. */
export type CommitteeCheckKind =
  /** The lowest share of meetings that a member attended or was represented at, in percent. */
  | 'ATTENDANCE'
  /** Committees of which a member of this one is an appointed member, at the most. */
  | 'COMMITTEES_PER_PERSON'
  /** The larger share of one gender in the appointed seats, in percent. */
  | 'GENDER_BALANCE'
  /** Terms in a row for which a member was appointed, against the limit that the body states. */
  | 'REAPPOINTMENT'
  /** Seats filled on a basis, against the quota. */
  | 'SEATS';

/** Who may read an engagement. */
export type Confidentiality =
  /** 내부: every member of staff. */
  | 'INTERNAL'
  /** 공개: also other city tools. */
  | 'PUBLIC'
  /** 제한: those who took part or entered it, the managers of the department, administrators. */
  | 'RESTRICTED';

/** A way to reach a stakeholder. */
export type ContactPointInput = {
  /** Set when the stakeholder asked not to be reached this way. */
  readonly doNotUse?: boolean | null | undefined;
  /** First day, month or year on which it holds. */
  readonly from?: string | null | undefined;
  /** What kind of contact point it is. */
  readonly kind: ContactPointKind;
  /** Whose or when, such as 비서실. */
  readonly label?: string | null | undefined;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
  /** First day, month or year on which it no longer holds. */
  readonly until?: string | null | undefined;
  /** The number, address or name as people write it. */
  readonly value: string;
};

/** Kinds of contact point. */
export type ContactPointKind =
  /** 주소 */
  | 'ADDRESS'
  /** 전자우편 */
  | 'EMAIL'
  /** 팩스 */
  | 'FAX'
  /** 메신저 */
  | 'MESSENGER'
  /** 휴대전화 */
  | 'MOBILE'
  /** 전화 */
  | 'PHONE'
  /** 사회관계망 계정 */
  | 'SOCIAL_ACCOUNT'
  /** 누리집 */
  | 'WEB';

/** Fields of an engagement to correct: what is left out stays, null clears, a list replaces the one there was. */
export type CorrectEngagementInput = {
  /** How the contact was made. */
  readonly channel?: EngagementChannel | null | undefined;
  /** Who may read it. */
  readonly confidentiality?: Confidentiality | null | undefined;
  /** Who began the contact. */
  readonly direction?: EngagementDirection | null | undefined;
  /** The engagement. */
  readonly id: string;
  /** When it took place, or began. */
  readonly occurredAt?: string | null | undefined;
  /** Where it took place. */
  readonly place?: string | null | undefined;
  /** The policy tasks that it touched. */
  readonly policyTaskIds?: ReadonlyArray<string> | null | undefined;
  /** Why it is corrected. */
  readonly reason: string;
  /** The members of staff who took part. */
  readonly staffIds?: ReadonlyArray<string> | null | undefined;
  /** The stakeholders who took part. */
  readonly stakeholderIds?: ReadonlyArray<string> | null | undefined;
  /** What it was about. */
  readonly subject?: string | null | undefined;
  /** What was said. */
  readonly summary?: string | null | undefined;
  /** What it touched, by name. Names that are new become topics. */
  readonly topics?: ReadonlyArray<string> | null | undefined;
  /** The version that the revision is based on; with a stale one nothing is changed. */
  readonly version: number;
};

/** Which stakeholders are to be kept in touch with, and how long may pass. */
export type CoverageFilter = {
  /** As it was on this day; today in Korea when left out. */
  readonly asOf?: string | null | undefined;
  /** Not contacted for so many days: 1 to 3650, 90 when nothing is said. */
  readonly days?: number | null | undefined;
  /** Of this influence or more, as last judged in general: 1 to 5, 4 when nothing is said. */
  readonly influenceAtLeast?: number | null | undefined;
};

/** Why a body is taken to sleep. */
export type DormancyReason =
  /** Its chair has waited longer than the months that are given for the next meeting, which would end the term. */
  | 'CHAIR_AWAITS_MEETING'
  /** It owes regular meetings, and none is recorded at all: it held none, or nobody entered them. */
  | 'NONE_RECORDED'
  /** It owes regular meetings, and the last one was held longer ago than the months that are given. */
  | 'NO_REGULAR_MEETING';

/** How the contact was made. */
export type EngagementChannel =
  /** 정책소통 BUS */
  | 'BUS'
  /** 소통카페 */
  | 'CAFE'
  /** 전화 */
  | 'CALL'
  /** 미추홀 콜센터 */
  | 'CALL_CENTER'
  /** 전자우편 */
  | 'EMAIL'
  /** 현장 */
  | 'FIELD_VISIT'
  /** 포럼 */
  | 'FORUM'
  /** 공청회·토론회 */
  | 'HEARING'
  /** 회의 */
  | 'MEETING'
  /** 문자·메신저 */
  | 'MESSAGE'
  /** 공문 */
  | 'OFFICIAL_LETTER'
  /** 기타 */
  | 'OTHER'
  /** 간담회 */
  | 'ROUNDTABLE'
  /** SNS */
  | 'SOCIAL_MEDIA'
  /** 방문 */
  | 'VISIT';

/** By what engagements are counted apart. */
export type EngagementDimension =
  /** By category of the stakeholders: an engagement with two categories counts once in each. */
  | 'CATEGORY'
  /** By channel. */
  | 'CHANNEL'
  /** By the department for which they were entered. */
  | 'DEPARTMENT';

/** Who began the contact. */
export type EngagementDirection =
  /** They came to us. */
  | 'INBOUND'
  /** Both met. */
  | 'MUTUAL'
  /** We went to them. */
  | 'OUTBOUND';

/** Which engagements a list has. Everything that is given must hold. */
export type EngagementFilter = {
  /** Made through one of them. */
  readonly channels?: ReadonlyArray<EngagementChannel> | null | undefined;
  /** Only public, internal or restricted ones. */
  readonly confidentiality?: Confidentiality | null | undefined;
  /** Entered for this department. */
  readonly enteredForId?: string | null | undefined;
  /** At this instant or later. */
  readonly from?: string | null | undefined;
  /** This member of staff took part. */
  readonly staffId?: string | null | undefined;
  /** Part of the subject, in small or capital letters. */
  readonly subjectContains?: string | null | undefined;
  /** Touched this topic. */
  readonly topic?: string | null | undefined;
  /** Before this instant. */
  readonly until?: string | null | undefined;
};

/** What engagements can be ordered by: when they took place. */
export type EngagementOrder =
  /** The newest first. */
  | 'NEWEST'
  /** The oldest first. */
  | 'OLDEST';

/** Gender, as the source states it. */
export type Gender =
  /** 여성 */
  | 'FEMALE'
  /** 남성 */
  | 'MALE'
  /** 기타 */
  | 'OTHER';

/** Where a stakeholder stands, as it was heard in the engagement that is logged with it. */
export type HeardStanceInput = {
  /** How sure it is. */
  readonly confidence: StanceConfidence;
  /** From when on; the day of the engagement when left out. */
  readonly heldFrom?: string | null | undefined;
  /** What permits the city to keep it: for natural persons, and always for them. */
  readonly legalBasis?: StanceLegalBasis | null | undefined;
  /** What staff should know about it. */
  readonly note?: string | null | undefined;
  /** What it is about; either this or the proposal. */
  readonly policyTaskId?: string | null | undefined;
  /** Where they stand. */
  readonly position: StancePosition;
  /** The proposal that it is about. */
  readonly proposalId?: string | null | undefined;
  /** Their own words. */
  readonly quotation?: string | null | undefined;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
  /** Who stands there; when left out the only one who took part. */
  readonly stakeholderId?: string | null | undefined;
};

/** A contact with stakeholders that took place. Left out, the caller took part, and it is INTERNAL. */
export type LogEngagementInput = {
  /** How the contact was made. */
  readonly channel: EngagementChannel;
  /** What was promised in it. */
  readonly commitments?: ReadonlyArray<PromiseInput> | null | undefined;
  /** Who may read it. */
  readonly confidentiality?: Confidentiality | null | undefined;
  /** Who began the contact. */
  readonly direction: EngagementDirection;
  /** When it took place, or began. */
  readonly occurredAt: string;
  /** Where it took place. */
  readonly place?: string | null | undefined;
  /** The policy tasks that it touched. */
  readonly policyTaskIds?: ReadonlyArray<string> | null | undefined;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
  /** The members of staff who took part. */
  readonly staffIds?: ReadonlyArray<string> | null | undefined;
  /** The stakeholders who took part. */
  readonly stakeholderIds: ReadonlyArray<string>;
  /** Who took which stance in it. */
  readonly stances?: ReadonlyArray<HeardStanceInput> | null | undefined;
  /** What it was about. */
  readonly subject: string;
  /** What was said. */
  readonly summary?: string | null | undefined;
  /** What it touched, by name. Names that are new become topics. */
  readonly topics?: ReadonlyArray<string> | null | undefined;
};

/** A name beside the one in use. */
export type OtherNameInput = {
  /** First day, month or year on which it holds. */
  readonly from?: string | null | undefined;
  /** What kind of name it is. */
  readonly kind: OtherNameKind;
  /** The name. */
  readonly name: string;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
  /** First day, month or year on which it no longer holds. */
  readonly until?: string | null | undefined;
};

/** Kinds of other name. */
export type OtherNameKind =
  /** 약칭 */
  | 'ABBREVIATION'
  /** 별칭 */
  | 'ALIAS'
  /** 영문 이름 */
  | 'ENGLISH'
  /** 옛 이름 */
  | 'FORMER'
  /** 한자 이름 */
  | 'HANJA';

/** What the rows or columns of a table of policy tasks are about. */
export type PolicyTaskAxis =
  /** Their division, in the order of the committee. */
  | 'DIVISION'
  /** The department that leads them. */
  | 'LEAD_DEPARTMENT'
  /** Where they came from. */
  | 'ORIGIN'
  /** The year in which they were or are taken up. */
  | 'START_YEAR'
  /** Where they stand as of the day. */
  | 'STATUS';

/** Where a policy task came from. */
export type PolicyTaskOrigin =
  /** 정책합의과제 */
  | 'AGREED'
  /** 소통과제 */
  | 'COMMUNICATION'
  /** 신규과제 */
  | 'NEW'
  /** 현안 */
  | 'PENDING_ISSUE';

/** Where a policy task stands. */
export type PolicyTaskStatus =
  /** 종결 */
  | 'CLOSED'
  /** 유지·추진 */
  | 'MAINTAINED'
  /** 제안 */
  | 'PROPOSED'
  /** 미반영 */
  | 'REJECTED'
  /** 대체·통합 */
  | 'SUPERSEDED'
  /** 검토 */
  | 'UNDER_REVIEW';

/** Which policy tasks are counted. Everything that is given must hold. */
export type PortfolioFilter = {
  /** Only of this committee. */
  readonly bodyId?: string | null | undefined;
  /** Only of this division. */
  readonly divisionId?: string | null | undefined;
  /** By the steps that had been entered by this instant: how it looked then. */
  readonly knownAt?: string | null | undefined;
  /** Only those that this department leads. */
  readonly leadDepartmentId?: string | null | undefined;
  /** Only of one of these origins. */
  readonly origins?: ReadonlyArray<PolicyTaskOrigin> | null | undefined;
};

/** What was promised in the engagement that is logged with it. */
export type PromiseInput = {
  /** Who promised. */
  readonly direction: CommitmentDirection;
  /** By when. */
  readonly due?: string | null | undefined;
  /** The department that answers for it; the owner’s when left out. */
  readonly ownerDepartmentId?: string | null | undefined;
  /** The member of staff who sees to it; the caller when left out. */
  readonly ownerId?: string | null | undefined;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
  /** To whom we promised, or who promised us. */
  readonly stakeholderId: string;
  /** What was promised. */
  readonly text: string;
};

/** A person or an organization to register. */
export type RegisterStakeholderInput = {
  /** Why the city deals with them. */
  readonly categories?: ReadonlyArray<StakeholderCategory> | null | undefined;
  /** Ways to reach them. */
  readonly contactPoints?: ReadonlyArray<ContactPointInput> | null | undefined;
  /** Organizations only. */
  readonly dissolved?: string | null | undefined;
  /** Organizations only. */
  readonly founded?: string | null | undefined;
  /** Persons only. */
  readonly gender?: Gender | null | undefined;
  /** Person or organization. */
  readonly kind: StakeholderKind;
  /** The name in use, in the language of the stakeholder. */
  readonly name: string;
  /** What staff should know about them. */
  readonly note?: string | null | undefined;
  /** Names beside the one in use. */
  readonly otherNames?: ReadonlyArray<OtherNameInput> | null | undefined;
  /** Organizations only: the organization it is part of. */
  readonly parentId?: string | null | undefined;
  /** Province, city or district, in the words of the source. */
  readonly region?: string | null | undefined;
  /** The document or conversation that it comes from. */
  readonly sourceId?: string | null | undefined;
};

/** What a member of staff may do; each role has all that the one before it has. */
export type Role =
  /** Also manages actors and keys, and reads the audit. */
  | 'ADMIN'
  /** Also reads the department's restricted engagements and closes review rounds. */
  | 'MANAGER'
  /** Enters and revises records. */
  | 'STAFF'
  /** Reads public and internal records. */
  | 'VIEWER';

/** What can be searched for. */
export type SearchKind =
  /** 접촉·소통 이력 */
  | 'ENGAGEMENT'
  /** 회의 */
  | 'MEETING'
  /** 정책과제 */
  | 'POLICY_TASK'
  /** 건의 */
  | 'PROPOSAL'
  /** 정책고객 */
  | 'STAKEHOLDER';

/** Why the city deals with a stakeholder. */
export type StakeholderCategory =
  /** 기업·경제단체 */
  | 'BUSINESS'
  /** 중앙부처 */
  | 'CENTRAL_GOVERNMENT'
  /** 시민 */
  | 'CITIZEN'
  /** 시의회 */
  | 'CITY_COUNCIL'
  /** 시민사회단체 */
  | 'CIVIC_GROUP'
  /** 위원회 */
  | 'COMMITTEE'
  /** 협의체 */
  | 'CONSULTATIVE_BODY'
  /** 전문가 */
  | 'EXPERT'
  /** 타 시·도 */
  | 'LOCAL_GOVERNMENT'
  /** 국회 */
  | 'NATIONAL_ASSEMBLY'
  /** 우리 시 */
  | 'OWN_CITY'
  /** 정당 */
  | 'PARTY'
  /** 언론 */
  | 'PRESS';

/** Which stakeholders a list has. Everything that is given must hold. */
export type StakeholderFilter = {
  /** Carries at least one of them. */
  readonly categories?: ReadonlyArray<StakeholderCategory> | null | undefined;
  /** Archived ones too. */
  readonly includeArchived?: boolean | null | undefined;
  /** Only persons, or only organizations. */
  readonly kind?: StakeholderKind | null | undefined;
  /** Part of the name or of another name, or initial consonants (ㅂㅈㄹ); capital letters, blanks and punctuation make no difference. */
  readonly nameContains?: string | null | undefined;
  /** Organizations that are part of this one. */
  readonly parentId?: string | null | undefined;
  /** Of this region, in the words of the source. */
  readonly region?: string | null | undefined;
};

/** The two kinds of stakeholder. */
export type StakeholderKind =
  /** 기관·단체 */
  | 'ORGANIZATION'
  /** 개인 */
  | 'PERSON';

/** How sure a stance is. */
export type StanceConfidence =
  /** 추정: the recorder concludes it. */
  | 'INFERRED'
  /** 전언: somebody else told it. */
  | 'REPORTED'
  /** 직접 표명: they said it themselves. */
  | 'STATED';

/** 처리 근거: what permits the city to keep where a natural person stands, which is sensitive information (개인정보 보호법 제23조). */
export type StanceLegalBasis =
  /** 별도 동의: consent given apart from any other (제23조 제1항 제1호). */
  | 'CONSENT'
  /** 본인 공개 발언: said in public by the person, who holds or seeks an office. */
  | 'PUBLIC_STATEMENT'
  /** 법령상 근거: a law requires or permits it (제23조 제1항 제2호). */
  | 'STATUTE';

/** Where a stakeholder stands. */
export type StancePosition =
  /** 중립 */
  | 'NEUTRAL'
  /** 반대 */
  | 'OPPOSES'
  /** 적극 반대 */
  | 'STRONGLY_OPPOSES'
  /** 적극 찬성 */
  | 'STRONGLY_SUPPORTS'
  /** 찬성 */
  | 'SUPPORTS'
  /** 미상: asked, and did not say. */
  | 'UNKNOWN';

export type BodyComplianceQueryVariables = Exact<{
  asOf?: string | null | undefined;
  months?: number | null | undefined;
  bodyIds?: ReadonlyArray<string> | string | null | undefined;
}>;


export type BodyComplianceQuery = { readonly bodyCompliance: ReadonlyArray<{ readonly violated: ReadonlyArray<CommitteeCheckKind>, readonly warned: ReadonlyArray<CommitteeCheckKind>, readonly body: { readonly id: string, readonly kind: BodyKind, readonly organization: { readonly id: string, readonly name: string } }, readonly meetings: { readonly year: number, readonly due: number, readonly missed: ReadonlyArray<string>, readonly held: { readonly regular: number, readonly extraordinary: number } }, readonly meetingsBefore: { readonly year: number, readonly due: number, readonly missed: ReadonlyArray<string>, readonly held: { readonly regular: number, readonly extraordinary: number } }, readonly dormancy: { readonly reasons: ReadonlyArray<DormancyReason> }, readonly chairGaps: ReadonlyArray<{ readonly kind: ChairGapKind, readonly seatNumber: number }> }> };

export type MeetingYearFieldsFragment = { readonly year: number, readonly due: number, readonly missed: ReadonlyArray<string>, readonly held: { readonly regular: number, readonly extraordinary: number } };

export type CoverageQueryVariables = Exact<{
  filter?: CoverageFilter | null | undefined;
}>;


export type CoverageQuery = { readonly coverage: ReadonlyArray<{ readonly stakeholders: number | null, readonly notContacted: number | null, readonly suppressed: boolean, readonly manager: { readonly id: string, readonly name: string } | null, readonly department: { readonly id: string, readonly name: string } | null }> };

export type NotContactedQueryVariables = Exact<{
  filter?: CoverageFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type NotContactedQuery = { readonly notContacted: { readonly edges: ReadonlyArray<{ readonly node: { readonly influence: number, readonly lastContactAt: string | null, readonly stakeholder:
          | { readonly __typename: 'Organization', readonly id: string, readonly name: string }
          | { readonly __typename: 'Person', readonly id: string, readonly name: string }
         } }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } };

export type EngagementInsightQueryVariables = Exact<{
  from: string;
  until: string;
  by: CalendarUnit;
  apart?: ReadonlyArray<EngagementDimension> | EngagementDimension | null | undefined;
}>;


export type EngagementInsightQuery = { readonly engagementInsight: ReadonlyArray<{ readonly start: string, readonly category: StakeholderCategory | null, readonly channel: EngagementChannel | null, readonly engagements: number | null, readonly persons: number | null, readonly organizations: number | null, readonly suppressed: boolean, readonly department: { readonly id: string, readonly name: string } | null }> };

export type EngagementsQueryVariables = Exact<{
  filter?: EngagementFilter | null | undefined;
  orderBy?: EngagementOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EngagementsQuery = { readonly engagements: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly occurredAt: string, readonly channel: EngagementChannel, readonly direction: EngagementDirection, readonly subject: string, readonly summary: string | null, readonly topics: ReadonlyArray<string>, readonly confidentiality: Confidentiality, readonly stakeholders: ReadonlyArray<
          | { readonly __typename: 'Organization', readonly id: string, readonly name: string }
          | { readonly __typename: 'Person', readonly id: string, readonly name: string }
        > } }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } };

export type LogEngagementMutationVariables = Exact<{
  input: LogEngagementInput;
  idempotencyKey?: string | null | undefined;
}>;


export type LogEngagementMutation = { readonly logEngagement:
    | { readonly __typename: 'ConflictError', readonly rule: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'ForbiddenError', readonly scope: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly problems: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: string, readonly message: string }> }
    | { readonly __typename: 'LogEngagementSuccess', readonly data: { readonly id: string, readonly version: number, readonly occurredAt: string, readonly channel: EngagementChannel, readonly direction: EngagementDirection, readonly subject: string, readonly summary: string | null, readonly topics: ReadonlyArray<string>, readonly confidentiality: Confidentiality, readonly stakeholders: ReadonlyArray<
          | { readonly __typename: 'Organization', readonly id: string, readonly name: string }
          | { readonly __typename: 'Person', readonly id: string, readonly name: string }
        > } }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string }
    | { readonly __typename: 'StaleVersionError', readonly basedOn: number, readonly code: string, readonly message: string }
   };

export type CorrectEngagementMutationVariables = Exact<{
  input: CorrectEngagementInput;
  idempotencyKey?: string | null | undefined;
}>;


export type CorrectEngagementMutation = { readonly correctEngagement:
    | { readonly __typename: 'ConflictError', readonly rule: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'CorrectEngagementSuccess', readonly data: { readonly id: string, readonly version: number, readonly occurredAt: string, readonly channel: EngagementChannel, readonly direction: EngagementDirection, readonly subject: string, readonly summary: string | null, readonly topics: ReadonlyArray<string>, readonly confidentiality: Confidentiality, readonly stakeholders: ReadonlyArray<
          | { readonly __typename: 'Organization', readonly id: string, readonly name: string }
          | { readonly __typename: 'Person', readonly id: string, readonly name: string }
        > } }
    | { readonly __typename: 'ForbiddenError', readonly scope: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly problems: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: string, readonly message: string }> }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string }
    | { readonly __typename: 'StaleVersionError', readonly basedOn: number, readonly code: string, readonly message: string }
   };

export type EngagementFieldsFragment = { readonly id: string, readonly version: number, readonly occurredAt: string, readonly channel: EngagementChannel, readonly direction: EngagementDirection, readonly subject: string, readonly summary: string | null, readonly topics: ReadonlyArray<string>, readonly confidentiality: Confidentiality, readonly stakeholders: ReadonlyArray<
    | { readonly __typename: 'Organization', readonly id: string, readonly name: string }
    | { readonly __typename: 'Person', readonly id: string, readonly name: string }
  > };

export type InfluenceInterestMapQueryVariables = Exact<{
  policyTaskId?: string | null | undefined;
  categories?: ReadonlyArray<StakeholderCategory> | StakeholderCategory | null | undefined;
  asOf?: string | null | undefined;
}>;


export type InfluenceInterestMapQuery = { readonly influenceInterestMap: ReadonlyArray<{ readonly influence: number, readonly interest: number, readonly persons: number | null, readonly organizations: number, readonly suppressed: boolean }> };

export type PolicyTaskTableQueryVariables = Exact<{
  rows: ReadonlyArray<PolicyTaskAxis> | PolicyTaskAxis;
  columns: ReadonlyArray<PolicyTaskAxis> | PolicyTaskAxis;
  asOf?: string | null | undefined;
  statuses?: ReadonlyArray<PolicyTaskStatus> | PolicyTaskStatus | null | undefined;
  filter?: PortfolioFilter | null | undefined;
}>;


export type PolicyTaskTableQuery = { readonly policyTaskTable: { readonly asOf: string, readonly total: number, readonly columns: ReadonlyArray<{ readonly total: number, readonly origin: PolicyTaskOrigin | null, readonly status: PolicyTaskStatus | null, readonly startYear: number | null, readonly division: { readonly id: string, readonly name: string } | null, readonly leadDepartment: { readonly id: string, readonly name: string } | null }>, readonly rows: ReadonlyArray<{ readonly total: number, readonly cells: ReadonlyArray<number>, readonly origin: PolicyTaskOrigin | null, readonly status: PolicyTaskStatus | null, readonly startYear: number | null, readonly division: { readonly id: string, readonly name: string } | null, readonly leadDepartment: { readonly id: string, readonly name: string } | null }> } };

type PolicyTaskHeadingFieldsPolicyTaskTableColumnFragment = { readonly origin: PolicyTaskOrigin | null, readonly status: PolicyTaskStatus | null, readonly startYear: number | null, readonly division: { readonly id: string, readonly name: string } | null, readonly leadDepartment: { readonly id: string, readonly name: string } | null };

type PolicyTaskHeadingFieldsPolicyTaskTableRowFragment = { readonly origin: PolicyTaskOrigin | null, readonly status: PolicyTaskStatus | null, readonly startYear: number | null, readonly division: { readonly id: string, readonly name: string } | null, readonly leadDepartment: { readonly id: string, readonly name: string } | null };

export type PolicyTaskHeadingFieldsFragment =
  | PolicyTaskHeadingFieldsPolicyTaskTableColumnFragment
  | PolicyTaskHeadingFieldsPolicyTaskTableRowFragment
;

type RefusalConflictErrorFragment = { readonly __typename: 'ConflictError', readonly rule: string, readonly code: string, readonly message: string };

type RefusalForbiddenErrorFragment = { readonly __typename: 'ForbiddenError', readonly scope: string, readonly code: string, readonly message: string };

type RefusalInvalidInputErrorFragment = { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly problems: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: string, readonly message: string }> };

type RefusalNotFoundErrorFragment = { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string };

type RefusalStaleVersionErrorFragment = { readonly __typename: 'StaleVersionError', readonly basedOn: number, readonly code: string, readonly message: string };

export type RefusalFragment =
  | RefusalConflictErrorFragment
  | RefusalForbiddenErrorFragment
  | RefusalInvalidInputErrorFragment
  | RefusalNotFoundErrorFragment
  | RefusalStaleVersionErrorFragment
;

export type StakeholdersQueryVariables = Exact<{
  filter?: StakeholderFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type StakeholdersQuery = { readonly stakeholders: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly __typename: 'Organization', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null }
        | { readonly __typename: 'Person', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null }
       }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } };

export type SearchQueryVariables = Exact<{
  text: string;
  kinds?: ReadonlyArray<SearchKind> | SearchKind | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly edges: ReadonlyArray<{ readonly node: { readonly kind: SearchKind, readonly title: string, readonly record:
          | { readonly __typename: 'Engagement', readonly id: string }
          | { readonly __typename: 'Meeting', readonly id: string }
          | { readonly __typename: 'Organization', readonly id: string }
          | { readonly __typename: 'Person', readonly id: string }
          | { readonly __typename: 'PolicyTask', readonly id: string }
          | { readonly __typename: 'Proposal', readonly id: string }
         | null } }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } };

export type RegisterStakeholderMutationVariables = Exact<{
  input: RegisterStakeholderInput;
  idempotencyKey?: string | null | undefined;
}>;


export type RegisterStakeholderMutation = { readonly registerStakeholder:
    | { readonly __typename: 'ConflictError', readonly rule: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'ForbiddenError', readonly scope: string, readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly problems: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly code: string, readonly message: string }> }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string }
    | { readonly __typename: 'RegisterStakeholderSuccess', readonly data:
        | { readonly __typename: 'Organization', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null }
        | { readonly __typename: 'Person', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null }
       }
    | { readonly __typename: 'StaleVersionError', readonly basedOn: number, readonly code: string, readonly message: string }
   };

type StakeholderFieldsOrganizationFragment = { readonly __typename: 'Organization', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null };

type StakeholderFieldsPersonFragment = { readonly __typename: 'Person', readonly id: string, readonly version: number, readonly name: string, readonly categories: ReadonlyArray<StakeholderCategory>, readonly region: string | null };

export type StakeholderFieldsFragment =
  | StakeholderFieldsOrganizationFragment
  | StakeholderFieldsPersonFragment
;

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly id: string, readonly name: string, readonly role: Role | null, readonly department: { readonly id: string, readonly name: string } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MeetingYearFieldsFragmentDoc = new TypedDocumentString(`
    fragment MeetingYearFields on MeetingYear {
  year
  due
  held {
    regular
    extraordinary
  }
  missed
}
    `, {"fragmentName":"MeetingYearFields"}) as unknown as TypedDocumentString<MeetingYearFieldsFragment, unknown>;
export const EngagementFieldsFragmentDoc = new TypedDocumentString(`
    fragment EngagementFields on Engagement {
  id
  version
  occurredAt
  channel
  direction
  subject
  summary
  topics
  confidentiality
  stakeholders {
    __typename
    id
    name
  }
}
    `, {"fragmentName":"EngagementFields"}) as unknown as TypedDocumentString<EngagementFieldsFragment, unknown>;
export const PolicyTaskHeadingFieldsFragmentDoc = new TypedDocumentString(`
    fragment PolicyTaskHeadingFields on PolicyTaskHeading {
  division {
    id
    name
  }
  origin
  status
  leadDepartment {
    id
    name
  }
  startYear
}
    `, {"fragmentName":"PolicyTaskHeadingFields"}) as unknown as TypedDocumentString<PolicyTaskHeadingFieldsFragment, unknown>;
export const RefusalFragmentDoc = new TypedDocumentString(`
    fragment Refusal on Error {
  __typename
  code
  message
  ... on InvalidInputError {
    problems {
      path
      code
      message
    }
  }
  ... on ForbiddenError {
    scope
  }
  ... on ConflictError {
    rule
  }
  ... on StaleVersionError {
    basedOn
  }
}
    `, {"fragmentName":"Refusal"}) as unknown as TypedDocumentString<RefusalFragment, unknown>;
export const StakeholderFieldsFragmentDoc = new TypedDocumentString(`
    fragment StakeholderFields on Stakeholder {
  __typename
  id
  version
  name
  categories
  region
}
    `, {"fragmentName":"StakeholderFields"}) as unknown as TypedDocumentString<StakeholderFieldsFragment, unknown>;
export const BodyComplianceDocument = new TypedDocumentString(`
    query BodyCompliance($asOf: Date, $months: Int, $bodyIds: [ID!]) {
  bodyCompliance(asOf: $asOf, months: $months, bodyIds: $bodyIds) {
    body {
      id
      kind
      organization {
        id
        name
      }
    }
    meetings {
      ...MeetingYearFields
    }
    meetingsBefore {
      ...MeetingYearFields
    }
    dormancy {
      reasons
    }
    chairGaps {
      kind
      seatNumber
    }
    violated
    warned
  }
}
    fragment MeetingYearFields on MeetingYear {
  year
  due
  held {
    regular
    extraordinary
  }
  missed
}`) as unknown as TypedDocumentString<BodyComplianceQuery, BodyComplianceQueryVariables>;
export const CoverageDocument = new TypedDocumentString(`
    query Coverage($filter: CoverageFilter) {
  coverage(filter: $filter) {
    manager {
      id
      name
    }
    department {
      id
      name
    }
    stakeholders
    notContacted
    suppressed
  }
}
    `) as unknown as TypedDocumentString<CoverageQuery, CoverageQueryVariables>;
export const NotContactedDocument = new TypedDocumentString(`
    query NotContacted($filter: CoverageFilter, $first: Int, $after: String) {
  notContacted(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        stakeholder {
          __typename
          id
          name
        }
        influence
        lastContactAt
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<NotContactedQuery, NotContactedQueryVariables>;
export const EngagementInsightDocument = new TypedDocumentString(`
    query EngagementInsight($from: Date!, $until: Date!, $by: CalendarUnit!, $apart: [EngagementDimension!]) {
  engagementInsight(from: $from, until: $until, by: $by, apart: $apart) {
    start
    category
    channel
    department {
      id
      name
    }
    engagements
    persons
    organizations
    suppressed
  }
}
    `) as unknown as TypedDocumentString<EngagementInsightQuery, EngagementInsightQueryVariables>;
export const EngagementsDocument = new TypedDocumentString(`
    query Engagements($filter: EngagementFilter, $orderBy: EngagementOrder, $first: Int, $after: String) {
  engagements(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges {
      node {
        ...EngagementFields
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment EngagementFields on Engagement {
  id
  version
  occurredAt
  channel
  direction
  subject
  summary
  topics
  confidentiality
  stakeholders {
    __typename
    id
    name
  }
}`) as unknown as TypedDocumentString<EngagementsQuery, EngagementsQueryVariables>;
export const LogEngagementDocument = new TypedDocumentString(`
    mutation LogEngagement($input: LogEngagementInput!, $idempotencyKey: String) {
  logEngagement(input: $input, idempotencyKey: $idempotencyKey) {
    __typename
    ... on LogEngagementSuccess {
      data {
        ...EngagementFields
      }
    }
    ...Refusal
  }
}
    fragment EngagementFields on Engagement {
  id
  version
  occurredAt
  channel
  direction
  subject
  summary
  topics
  confidentiality
  stakeholders {
    __typename
    id
    name
  }
}
fragment Refusal on Error {
  __typename
  code
  message
  ... on InvalidInputError {
    problems {
      path
      code
      message
    }
  }
  ... on ForbiddenError {
    scope
  }
  ... on ConflictError {
    rule
  }
  ... on StaleVersionError {
    basedOn
  }
}`) as unknown as TypedDocumentString<LogEngagementMutation, LogEngagementMutationVariables>;
export const CorrectEngagementDocument = new TypedDocumentString(`
    mutation CorrectEngagement($input: CorrectEngagementInput!, $idempotencyKey: String) {
  correctEngagement(input: $input, idempotencyKey: $idempotencyKey) {
    __typename
    ... on CorrectEngagementSuccess {
      data {
        ...EngagementFields
      }
    }
    ...Refusal
  }
}
    fragment EngagementFields on Engagement {
  id
  version
  occurredAt
  channel
  direction
  subject
  summary
  topics
  confidentiality
  stakeholders {
    __typename
    id
    name
  }
}
fragment Refusal on Error {
  __typename
  code
  message
  ... on InvalidInputError {
    problems {
      path
      code
      message
    }
  }
  ... on ForbiddenError {
    scope
  }
  ... on ConflictError {
    rule
  }
  ... on StaleVersionError {
    basedOn
  }
}`) as unknown as TypedDocumentString<CorrectEngagementMutation, CorrectEngagementMutationVariables>;
export const InfluenceInterestMapDocument = new TypedDocumentString(`
    query InfluenceInterestMap($policyTaskId: ID, $categories: [StakeholderCategory!], $asOf: Date) {
  influenceInterestMap(
    policyTaskId: $policyTaskId
    categories: $categories
    asOf: $asOf
  ) {
    influence
    interest
    persons
    organizations
    suppressed
  }
}
    `) as unknown as TypedDocumentString<InfluenceInterestMapQuery, InfluenceInterestMapQueryVariables>;
export const PolicyTaskTableDocument = new TypedDocumentString(`
    query PolicyTaskTable($rows: [PolicyTaskAxis!]!, $columns: [PolicyTaskAxis!]!, $asOf: Date, $statuses: [PolicyTaskStatus!], $filter: PortfolioFilter) {
  policyTaskTable(
    rows: $rows
    columns: $columns
    asOf: $asOf
    statuses: $statuses
    filter: $filter
  ) {
    asOf
    columns {
      ...PolicyTaskHeadingFields
      total
    }
    rows {
      ...PolicyTaskHeadingFields
      total
      cells
    }
    total
  }
}
    fragment PolicyTaskHeadingFields on PolicyTaskHeading {
  division {
    id
    name
  }
  origin
  status
  leadDepartment {
    id
    name
  }
  startYear
}`) as unknown as TypedDocumentString<PolicyTaskTableQuery, PolicyTaskTableQueryVariables>;
export const StakeholdersDocument = new TypedDocumentString(`
    query Stakeholders($filter: StakeholderFilter, $first: Int, $after: String) {
  stakeholders(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...StakeholderFields
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment StakeholderFields on Stakeholder {
  __typename
  id
  version
  name
  categories
  region
}`) as unknown as TypedDocumentString<StakeholdersQuery, StakeholdersQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    edges {
      node {
        kind
        title
        record {
          __typename
          ... on Node {
            id
          }
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const RegisterStakeholderDocument = new TypedDocumentString(`
    mutation RegisterStakeholder($input: RegisterStakeholderInput!, $idempotencyKey: String) {
  registerStakeholder(input: $input, idempotencyKey: $idempotencyKey) {
    __typename
    ... on RegisterStakeholderSuccess {
      data {
        ...StakeholderFields
      }
    }
    ...Refusal
  }
}
    fragment Refusal on Error {
  __typename
  code
  message
  ... on InvalidInputError {
    problems {
      path
      code
      message
    }
  }
  ... on ForbiddenError {
    scope
  }
  ... on ConflictError {
    rule
  }
  ... on StaleVersionError {
    basedOn
  }
}
fragment StakeholderFields on Stakeholder {
  __typename
  id
  version
  name
  categories
  region
}`) as unknown as TypedDocumentString<RegisterStakeholderMutation, RegisterStakeholderMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    role
    department {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;