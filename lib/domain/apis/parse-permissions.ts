import { parseDescription } from '../text/parse-description'
import { accepted, firstBroken, refused, type Parsed } from '../text/parsed'

export interface NewPermission {
  /** As it stands in tokens, such as `read:documents`. */
  name: string
  description: string
  /** Whether organizations may put it into roles of their own; left out, it stays as it is, and a new one is closed. */
  openToOrganizations?: boolean | undefined
}

const most = 1000

/** All permissions of an API. Their names are those that OAuth allows for scopes, since tokens print them as such. */
export function parsePermissions(permissions: readonly NewPermission[]): Parsed<NewPermission[]> {
  if (permissions.length > most) return refused(`An API can have at most ${most} permissions.`)
  if (new Set(permissions.map(({ name }) => name)).size < permissions.length)
    return refused('Two permissions have the same name.')
  const found: NewPermission[] = []
  for (const { name, description, openToOrganizations } of permissions) {
    const problem = firstBroken(rules, name)
    if (problem !== undefined) return refused(problem)
    const parsed = parseDescription(description)
    if (!parsed.ok) return parsed
    found.push({ name, description: parsed.value, openToOrganizations })
  }
  return accepted(found)
}

const rules = [
  { breaks: (name: string) => name === '', sentence: 'A permission’s name cannot be empty.' },
  {
    breaks: (name: string) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(name),
    sentence: 'A permission’s name takes plain letters, digits and signs; no spaces, quotes or backslashes.',
  },
  {
    breaks: (name: string) => name.length > 280,
    sentence: 'A permission’s name can have at most 280 characters.',
  },
]
