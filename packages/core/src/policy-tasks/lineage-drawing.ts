import { enumDescriptions } from '../generated/enum-descriptions.js';
import type { PolicyTaskStatus } from '../generated/prisma/enums.js';
import { formatPartialDate } from '../period.js';
import type { Lineage } from './lineage-queries.js';

/**
 * Draws a lineage as a Mermaid flowchart, from the tasks that were taken over to those that took them over. A step that no longer holds,
 * because the task was reopened, is dotted.
 */
export function drawLineage({ nodes, edges }: Lineage): string {
  const nameOf = new Map(nodes.map(({ id }, index) => [id, `t${index + 1}`]));
  const { PolicyTaskOrigin: origins, PolicyTaskStatus: statuses, SuccessionKind: kinds } = enumDescriptions;
  const tasks = nodes.map(({ id, number, origin, title, status }) => {
    const lines = [`${origins.values[origin]} ${number}`, title, statuses.values[status]];
    return `  ${nameOf.get(id)}["${lines.map(escaped).join('<br>')}"]:::${styleOf(status)}`;
  });
  const steps = edges.map(({ predecessorId, successorId, kind, onDate, onPrecision, holds }) => {
    const [word = ''] = kinds.values[kind].split(':');
    const label = escaped(`${word} ${formatPartialDate(onDate, onPrecision)}`);
    return `  ${nameOf.get(predecessorId)} ${holds ? '-->' : '-.->'}|"${label}"| ${nameOf.get(successorId)}`;
  });
  return ['flowchart LR', ...tasks, ...steps, ...styles].join('\n');
}

const styles = [
  '  classDef living stroke-width:2px',
  '  classDef ended fill:#eee,stroke-dasharray:4',
  '  classDef superseded fill:#fff,stroke:#999,color:#666',
];

function styleOf(status: PolicyTaskStatus): 'living' | 'ended' | 'superseded' {
  if (status === 'SUPERSEDED') return 'superseded';
  return status === 'CLOSED' || status === 'REJECTED' ? 'ended' : 'living';
}

// Within quotes, Mermaid reads entity codes: a number sign, the code point and a semicolon. What could end the quotes, open a tag, an entity
// or Markdown, or be read as a command, is written so. Letters, digits, blanks and plain marks stay.
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} ·.,()~-]/gu, (character) => `#${character.codePointAt(0)};`);
}
