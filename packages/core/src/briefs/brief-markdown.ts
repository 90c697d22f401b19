import { Temporal } from 'temporal-polyfill';
import { enumDescriptions } from '../generated/enum-descriptions.js';
import { MembershipRole, StakeholderKind } from '../generated/prisma/enums.js';
import { OFFICE_TIME_ZONE } from '../period.js';
import type {
  Brief,
  BriefCollision,
  BriefContact,
  BriefMeeting,
  BriefMembership,
  BriefPromise,
  BriefProposal,
  BriefSession,
  BriefStance,
  Keeper,
} from './brief.js';

/** A brief as a page of Markdown in Korean. What people wrote stands in it as they wrote it: nothing of it is read as Markdown or HTML. */
export function markdownOf(brief: Brief): string {
  const { stakeholder, day, otherNames, assessment } = brief;
  const kinds = [
    label('StakeholderKind', stakeholder.kind),
    ...stakeholder.categories.map((category) => label('StakeholderCategory', category)),
  ];
  const facts = [
    `- 구분: ${kinds.join(', ')}`,
    ...(stakeholder.region === null ? [] : [`- 지역: ${text(stakeholder.region)}`]),
    ...(otherNames.length === 0 ? [] : [`- 다른 이름: ${otherNames.map(text).join(', ')}`]),
    ...(stakeholder.note === null ? [] : [`- 참고: ${text(stakeholder.note)}`]),
    ...(assessment === null
      ? []
      : [
          `- 영향력 ${assessment.influence}, 관심도 ${assessment.interest}${aside([koreanDay(assessment.assessedOn), text(assessment.rationale)])}`,
        ]),
    ...(brief.managers.length === 0 ? [] : [`- 담당자: ${brief.managers.map(keeper).join(', ')}`]),
  ];
  const isOrganization = stakeholder.kind === StakeholderKind.ORGANIZATION;
  const sections = [
    section('직위·소속', brief.memberships, membership),
    ...(isOrganization ? [section('구성원', brief.members, membership)] : []),
    section(
      '연락처',
      brief.contactPoints,
      (point) => `${label('ContactPointKind', point.kind)} ${text(point.value)}${aside([text(point.label)])}`,
    ),
    section('최근 접촉', brief.contacts, contact),
    section('우리가 한 약속', brief.ourPromises, promise),
    section('상대가 한 약속', brief.theirPromises, promise),
    section('입장', brief.stances, stance),
    section('답을 기다리는 건의 (대상)', brief.proposalsToThem, proposal),
    section('답을 기다리는 건의 (건의자)', brief.proposalsByThem, proposal),
    section('예정된 면담', brief.appointments, contact),
    section('예정된 회의', brief.meetings, meeting),
    section('참여할 프로그램', brief.sessions, session),
    section('다른 부서의 접촉', brief.collisions, collision),
    section('이어 줄 사람', brief.paths, ({ names }) => names.map(text).join(' → ')),
  ];
  return [`# 면담 자료: ${text(stakeholder.name)}`, `${koreanDay(day)} 기준`, facts.join('\n'), ...sections].join('\n\n') + '\n';
}

function section<Row>(title: string, rows: readonly Row[] | null, write: (row: Row) => string): string {
  const lines = rows === null ? '열람 권한이 없습니다.' : rows.length === 0 ? '없음' : rows.map((row) => `- ${write(row)}`).join('\n');
  return `## ${title}\n\n${lines}`;
}

function membership({ name, role, title, basis, onBehalfOf, from, until }: BriefMembership): string {
  // A post says what somebody is; the role of who holds one says nothing more.
  const roles = [...(title === null ? [] : [text(title)]), ...(role === MembershipRole.POST_HOLDER ? [] : [label('MembershipRole', role)])];
  const period = from === null && until === null ? '' : `${koreanDate(from)} ~ ${koreanDate(until)}`.trim();
  const more = [basis === null ? '' : label('MembershipBasis', basis), onBehalfOf === null ? '' : `${text(onBehalfOf)} 대표`, period];
  return `${name === null ? '공석' : text(name)} ${roles.join(', ')}${aside(more)}`;
}

function contact({ at, channel, subject, summary, place, department, staff }: BriefContact): string {
  const first = [koreanTime(at), label('EngagementChannel', channel), text(subject), text(place)].filter((part) => part !== '');
  const who = [department, ...staff].filter((name) => name !== null).map(text);
  return `${first.join(' · ')}${aside([who.join(', ')])}${summary === null ? '' : `\n  - ${text(summary)}`}`;
}

function promise({ text: words, due, status, isOverdue, closedOn, owner }: BriefPromise): string {
  const more = [
    due === null ? '' : `기한 ${koreanDate(due)}`,
    `담당 ${keeper(owner)}`,
    closedOn === null ? '' : `${koreanDay(closedOn)} 종료`,
  ];
  return `${isOverdue ? '**기한 지남** ' : ''}${label('CommitmentStatus', status)}: ${text(words)}${aside(more)}`;
}

function stance({ about, position, heldFrom, confidence, quotation }: BriefStance): string {
  const more = [`${koreanDate(heldFrom)}부터`, label('StanceConfidence', confidence)];
  return `${text(about)}: ${label('StancePosition', position)}${aside(more)}${quotation === null ? '' : `\n  - “${text(quotation)}”`}`;
}

function meeting({ body, kind, ordinal, title, planned, place }: BriefMeeting): string {
  const name = [text(body), ordinal === null ? '' : `제${ordinal}차`, `${label('MeetingKind', kind)} 회의`, text(title)];
  const when = planned === null ? '날짜 미정' : koreanDate(planned);
  return [when, name.filter((part) => part !== '').join(' '), text(place)].filter((part) => part !== '').join(' · ');
}

function proposal({ title, status, proposed }: BriefProposal): string {
  return `${text(title)}: ${label('ProposalStatus', status)}${aside([koreanDate(proposed)])}`;
}

function session({ programme, ordinal, title, planned, place }: BriefSession): string {
  const name = [text(programme), ordinal === null ? '' : `제${ordinal}회`, text(title)];
  const when = planned === null ? '날짜 미정' : koreanDate(planned);
  return [when, name.filter((part) => part !== '').join(' '), text(place)].filter((part) => part !== '').join(' · ');
}

function collision({ day, daysApart, department, channel, subject, staff, through }: BriefCollision): string {
  const apart = daysApart === 0 ? '같은 날' : daysApart < 0 ? `${-daysApart}일 전` : `${daysApart}일 뒤`;
  const what = channel === null ? '회의' : label('EngagementChannel', channel);
  const parts = [`${koreanDay(day)}(${apart})`, text(department), what, text(subject), staff.map(text).join(', ')];
  return `${parts.filter((part) => part !== '').join(' · ')}${aside([through.length === 0 ? '' : `경유: ${through.map(text).join(', ')}`])}`;
}

function keeper({ name, department }: Keeper): string {
  return (
    [department, name]
      .filter((part) => part !== null)
      .map(text)
      .join(' ') || '비공개'
  );
}

function aside(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

type EnumName = keyof typeof enumDescriptions;

// The descriptions of the models begin with the Korean label, and some go on after a colon.
function label<Name extends EnumName>(name: Name, value: keyof (typeof enumDescriptions)[Name]['values'] & string): string {
  const values: Readonly<Record<string, string>> = enumDescriptions[name].values;
  return (values[value] ?? value).split(':')[0] ?? value;
}

const WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'] as const;

function koreanDay(day: Date): string {
  const date = Temporal.PlainDate.from(day.toISOString().slice(0, 10));
  return `${koreanDate(date.toString())}(${WEEKDAYS[date.dayOfWeek - 1]})`;
}

function koreanTime(at: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(OFFICE_TIME_ZONE);
  const day = new Date(`${there.toPlainDate().toString()}T00:00:00Z`);
  return `${koreanDay(day)} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** "2012-10-05" as 2012년 10월 5일; of a month or a year as much as is known. Nothing for null. */
function koreanDate(written: string | null): string {
  const units = ['년', '월', '일'];
  return (written?.split('-') ?? []).map((part, index) => `${Number(part)}${units[index]}`).join(' ');
}

/** What people wrote, on one line and as it is: with every character escaped that Markdown or HTML would read as its own. */
function text(written: string | null): string {
  return (written ?? '')
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~&!$]/gu, String.raw`\$&`)
    .replace(/^(\d+)([.)])/u, String.raw`$1\$2`)
    .replace(/^[-+=]/u, String.raw`\$&`);
}
