/** What a form action answers with; `fields` holds one sentence per field name, `values` what was typed. */
export type FormState =
  | { status: 'idle' }
  | { status: 'done'; message?: string }
  | { status: 'review'; review: Review; values: FormValues }
  | {
      status: 'refused'
      message?: string
      code?: string
      fields: Record<string, string>
      values: FormValues
    }

type FormValues = Record<string, string | string[]>

/** What saving would change, shown before it is saved. */
export interface Review {
  /** What of; sent back as the field `reviewed` with the second post. */
  reviewed: string
  /** Why it is shown, if something came between. */
  notice?: string
  changes: ReviewedChange[]
  /** Sentences about who is affected. */
  effects: string[]
}

export interface ReviewedChange {
  kind: 'adds' | 'removes' | 'changes'
  text: string
  /** A name in the machine’s words, if it has one. */
  code?: string
}

export const idle: FormState = { status: 'idle' }

/** What was typed, to be shown again; never a password or a file. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    if (/password/i.test(name) || name.startsWith('$ACTION')) continue
    const typed = form.getAll(name).filter((item) => typeof item === 'string')
    const [only] = typed
    if (only !== undefined) values[name] = typed.length > 1 ? typed : only
  }
  return values
}
