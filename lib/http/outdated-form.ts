import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OutdatedForm } from '@/lib/request-state'
import { formIdField, typedValues } from './form-state'

/** The build writes it. */
const manifestFile = '.next/server/server-reference-manifest.json'
const manifest = z.object({ node: z.record(z.string(), z.unknown()) })
const reference = z.object({ id: z.string() })

/** Null for a form whose actions this build has. */
export function findOutdatedForm(form: FormData): OutdatedForm | null {
  if (!actionIdsIn(form).some(isUnknown)) return null
  const formId = form.get(formIdField)
  return { formId: typeof formId === 'string' ? formId : null, values: typedValues(form) }
}

let known: ReadonlySet<string> | undefined

/** Development compiles actions when they are first needed. */
function isUnknown(id: string): boolean {
  if (process.env.NODE_ENV === 'development') return false
  known ??= new Set(Object.keys(manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8'))).node))
  return !known.has(id)
}

/** React writes `$ACTION_ID_<id>` or, for an action with arguments, `$ACTION_REF_<n>` and its id in `$ACTION_<n>:0`. */
function actionIdsIn(form: FormData): string[] {
  return [...form.keys()].flatMap((name) => {
    const [, plain, bound] = /^\$ACTION_(?:ID_(.+)|REF_(.+))$/.exec(name) ?? []
    const id = bound === undefined ? plain : referenceIn(form.get(`$ACTION_${bound}:0`))
    // Next refuses what no build can have made.
    return id !== undefined && /^[\da-f]{42}$/.test(id) ? [id] : []
  })
}

function referenceIn(text: unknown): string | undefined {
  try {
    return reference.safeParse(JSON.parse(String(text))).data?.id
  } catch {
    return undefined
  }
}
