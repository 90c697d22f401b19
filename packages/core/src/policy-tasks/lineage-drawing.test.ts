import { expect, test } from 'vitest';
import { drawLineage } from './lineage-drawing.js';
import type { Lineage } from './lineage-queries.js';

const node = (id: string, number: number, title: string, status: 'MAINTAINED' | 'SUPERSEDED' | 'CLOSED') =>
  ({ id, number, title, status, origin: 'AGREED' }) as Lineage['nodes'][number];
const edge = { kind: 'MERGED', onDate: new Date('2012-11-01'), onPrecision: 'MONTH', reason: '통합', holds: true } as const;

test('a lineage is drawn with Korean labels, and what no longer holds is dotted', () => {
  const nodes = [
    node('a', 11, '도서관 확충', 'SUPERSEDED'),
    node('b', 12, '작은 도서관', 'MAINTAINED'),
    node('c', 13, '독서 문화', 'CLOSED'),
  ];
  const edges = [
    { ...edge, predecessorId: 'a', successorId: 'c' },
    { ...edge, predecessorId: 'b', successorId: 'c', kind: 'REPLACED', onPrecision: 'YEAR', onDate: new Date('2011-01-01'), holds: false },
  ] as const;
  expect(drawLineage({ nodes, edges })).toBe(
    `flowchart LR
  t1["정책합의과제 11<br>도서관 확충<br>대체·통합"]:::superseded
  t2["정책합의과제 12<br>작은 도서관<br>유지·추진"]:::living
  t3["정책합의과제 13<br>독서 문화<br>종결"]:::ended
  t1 -->|"통합 2012-11"| t3
  t2 -.->|"대체 2011"| t3
  classDef living stroke-width:2px
  classDef ended fill:#eee,stroke-dasharray:4
  classDef superseded fill:#fff,stroke:#999,color:#666`,
  );
});

test('a title cannot leave its quotes, open a tag, or be read as Markdown, an entity or a command', () => {
  const title = '"]; click t1 "javascript:alert(1)" <b>&amp;</b> `굵게` #35; 「소통」 %%주석 \\n';
  const [, line] = drawLineage({ nodes: [node('a', 1, title, 'MAINTAINED')], edges: [] }).split('\n');
  expect(line).toBe(
    '  t1["정책합의과제 1<br>#34;#93;#59; click t1 #34;javascript#58;alert(1)#34; #60;b#62;#38;amp#59;#60;#47;b#62; #96;굵게#96; #35;35#59; #12300;소통#12301; #37;#37;주석 #92;n<br>유지·추진"]:::living',
  );
});

test('nothing is drawn as an empty chart', () => {
  expect(drawLineage({ nodes: [], edges: [] }).split('\n')[0]).toBe('flowchart LR');
});
