/** An item on the agenda of a session of the council. */
export interface AgendaItem {
  /** Its number in the session. */
  readonly number: number;
  /** The committee that deals with it. */
  readonly committee: string;
  readonly title: string;
  /** When it is called, with the offset of its time zone. */
  readonly startsAt: string;
}

/** A session of the council. */
export interface Session {
  readonly name: string;
  readonly items: readonly AgendaItem[];
}

/** What the program is run with: a session that is made up, by committees that are made up. */
export const exampleSession: Session = {
  name: '예시 임시회',
  items: [
    { number: 1, committee: '예시 행정위원회', title: '2013년도 주요업무 보고', startsAt: '2013-01-28T10:00:00+09:00' },
    { number: 2, committee: '예시 행정위원회', title: '시정참여정책위원회 설치 조례 일부개정안', startsAt: '2013-01-28T14:00:00+09:00' },
    { number: 3, committee: '예시 문화복지위원회', title: '영유아 무상보육 국비 지원 건의안', startsAt: '2013-01-29T10:00:00+09:00' },
    { number: 4, committee: '예시 건설교통위원회', title: '수도권 광역교통 대책 보고', startsAt: '2013-01-29T14:00:00+09:00' },
    { number: 5, committee: '예시 산업위원회', title: '조력발전 사업에 대한 의견 청취', startsAt: '2013-01-30T10:00:00+09:00' },
  ],
};
