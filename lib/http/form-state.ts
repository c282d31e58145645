/** What a form action answers with; `fields` holds one sentence per field name, `values` what was typed. */
export type FormState =
  | { status: 'idle' }
  | { status: 'done'; message?: string }
  | {
      status: 'refused'
      message?: string
      code?: string
      fields: Record<string, string>
      values: Record<string, string | string[]>
    }

export const idle: FormState = { status: 'idle' }
