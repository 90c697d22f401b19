import { z } from 'zod';
import { ActorKind, Role } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput } from '../input.js';
import { line } from '../text.js';
import { allScopes } from './actor.js';

export const addDepartmentInput = z.object({ name: line(), parentId: z.uuid().nullish() });

export const addActorInput = z
  .object({
    kind: z.enum(ActorKind).exclude(['SYSTEM']),
    name: line(),
    role: z.enum(Role).nullish(),
    scopes: z.array(z.enum(allScopes)).optional(),
    departmentId: z.uuid().nullish(),
  })
  .superRefine(({ kind, role, scopes }, context) => {
    if (kind === 'STAFF' && !role) addProblem(context, { path: ['role'], code: 'required', message: 'A member of staff needs a role.' });
    if (kind === 'STAFF' && scopes?.length) {
      addProblem(context, { path: ['scopes'], code: 'not_allowed', message: 'A role gives staff their scopes. Leave scopes out.' });
    }
    if (kind === 'SERVICE' && role) {
      addProblem(context, { path: ['role'], code: 'not_allowed', message: 'A service has scopes and no role. Leave the role out.' });
    }
  }, evenIfFieldsFail);

export const reviseActorInput = z.object({
  ...revisionInput,
  name: line().optional(),
  role: z.enum(Role).optional(),
  scopes: z.array(z.enum(allScopes)).optional(),
  departmentId: z.uuid().nullish(),
  disabled: z.boolean().optional(),
});

export const linkAccountInput = z.object({
  actorId: z.uuid(),
  issuer: z.url({ protocol: /^https?$/u, error: 'Write the issuer exactly as its tokens do, such as https://login.example.go.kr.' }),
  // As OpenID Connect limits it.
  subject: line(255),
});

export const unlinkAccountInput = z.object({ id: z.uuid() });
