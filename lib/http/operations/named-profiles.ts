import { z } from 'zod'
import { createProfile } from '@/lib/domain/named-profiles/create-profile'
import { deleteProfile } from '@/lib/domain/named-profiles/delete-profile'
import {
  getProfile,
  type JsonObject,
  listProfiles,
  type Profile,
  type ProfileKind,
  type ProfileNoun,
  wordsFor,
} from '@/lib/domain/named-profiles/named-profile'
import { updateProfile } from '@/lib/domain/named-profiles/update-profile'
import { notFound } from '@/lib/errors'
import { tenantRoute } from '../api'
import { assertAccess } from '../assert-access'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '../auth0/checkpoint'
import type { ApiProblem } from '../auth0/problem'

interface Shapes<Settings extends JsonObject> {
  newProfile: z.ZodType<Settings & { name: string }>
  change: z.ZodType<{ [Key in keyof Settings]?: Settings[Key] | undefined } & { name?: string | undefined }>
  answer: z.ZodType
  wire: (profile: Profile<Settings>) => object
  absent: () => ApiProblem
}

export function profileListOperations<Noun extends ProfileNoun, Settings extends JsonObject>(
  kind: ProfileKind<Noun, Settings>,
  { newProfile, answer, wire }: Shapes<Settings>,
) {
  const key = `${kind.noun}s` as const
  return {
    GET: tenantRoute({
      title: `List ${wordsFor(kind)}s`,
      any: [`read:${key}`],
      query: z.object(checkpointQuery),
      answer: checkpointAnswer(key, answer),
      run: (access, { query }) =>
        checkpointPage(query, (window) => listProfiles(access, kind, window), { key, wire }),
    }),
    POST: tenantRoute({
      title: `Create a ${wordsFor(kind)}`,
      any: [`create:${key}`],
      body: newProfile,
      status: 201,
      answer,
      refusals: [409],
      run: async (access, { body }) => {
        const input = { name: body.name, settings: settingsIn(body) }
        return wire(await createProfile(access, kind, input))
      },
    }),
  }
}

export function profileOperations<Noun extends ProfileNoun, Settings extends JsonObject>(
  kind: ProfileKind<Noun, Settings>,
  { change, answer, wire, absent }: Shapes<Settings>,
) {
  const GET = tenantRoute({
    title: `Get a ${wordsFor(kind)}`,
    any: [`read:${kind.noun}s`],
    answer,
    absent,
    run: async (access, { params: { id = '' } }) => wire(await getProfile(access, kind, id)),
  })
  return {
    GET,
    PATCH: tenantRoute({
      title: `Change a ${wordsFor(kind)}; a property is replaced whole`,
      any: [`update:${kind.noun}s`],
      body: change,
      answer,
      absent,
      current: GET,
      run: async (access, { params: { id = '' }, body }) => {
        const input = { id, name: body.name, settings: settingsIn(body) }
        return wire(await updateProfile(access, kind, input))
      },
    }),
    DELETE: tenantRoute({
      title: `Delete a ${wordsFor(kind)} that no application uses`,
      any: [`delete:${kind.noun}s`],
      status: 204,
      absent,
      current: GET,
      refusals: [409],
      run: (access, { params: { id = '' } }) => deleteProfile(access, kind, id),
    }),
  }
}

function settingsIn<Settings>(body: Settings & { name?: unknown }): Settings
function settingsIn({ name: _, ...settings }: { name?: unknown }): unknown {
  return settings
}

interface Templates {
  template: z.ZodType
  templates: readonly { id: string }[]
  absent: () => ApiProblem
}

export function templateListOperation<Noun extends ProfileNoun>(
  kind: { noun: Noun },
  { template, templates }: Templates,
) {
  const key = `${kind.noun}_templates`
  return tenantRoute({
    title: `List templates of ${wordsFor(kind)}s`,
    any: [`read:${kind.noun}s`],
    answer: z.strictObject({ [key]: z.array(template) }),
    run: (access) => assertAccess(access, { [key]: templates }),
  })
}

export function templateOperation<Noun extends ProfileNoun>(
  kind: { noun: Noun },
  { template, templates, absent }: Templates,
) {
  return tenantRoute({
    title: `Get a template of ${wordsFor(kind)}s`,
    any: [`read:${kind.noun}s`],
    answer: template,
    absent,
    run: async (access, { params: { id = '' } }) => {
      const found = await assertAccess(access, templates.find((one) => one.id === id) ?? null)
      if (found === null) throw notFound()
      return found
    },
  })
}
