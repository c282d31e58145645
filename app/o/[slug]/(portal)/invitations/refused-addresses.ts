import type { FormState } from '@/lib/http/form-state'

const prefix = 'verdict '

/** The field that holds what is wrong with an address. */
export function verdictField(typed: string): string {
  return `${prefix}${typed}`
}

/** What is wrong with each address, by how it was typed. */
export function verdictsIn({ fields }: Extract<FormState, { status: 'refused' }>): [string, string][] {
  return Object.entries(fields).flatMap(([name, problem]): [string, string][] =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), problem]] : [],
  )
}
