import type { FormState } from '@/lib/http/form-state'

const mark = 'verdict '

/** What is wrong with each address, by how it was typed. */
export function verdictsIn({ fields }: Extract<FormState, { status: 'refused' }>): [string, string][] {
  return Object.entries(fields).flatMap(([name, problem]): [string, string][] =>
    name.startsWith(mark) ? [[name.slice(mark.length), problem]] : [],
  )
}
